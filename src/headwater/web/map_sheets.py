"""What a map shows, ready for page, table and file: one mark a place, with its look in words and its facts.

Three kinds: areas shaded by how much was recorded, places that stand out from chance, and the squares where most
was recorded. All are released; a hidden figure has no shade and its number is in no mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from headwater.insight.indicators import figure_words, grids, standing_out
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import MapCell, ReleasedMap
from headwater.insight.indicators.said_of_years import ReleasedHistory
from headwater.insight.indicators.squares import Squares
from headwater.insight.release.draft import Method
from headwater.insight.release.released import Provenance, ReleasedFigure
from headwater.vocabulary.periods import Period
from headwater.vocabulary.states import FigureState
from headwater.web.templatetags.figures import range_of, unit_of, value_of

STEP_WORDS = ("Fewest", "Fewer", "More", "Most")
HIDDEN = ("none", "Not shown")
NOT_DRAWN = ("none", "Not drawn: few or none")
FEW = "Few"  # below what the partnership tells the public of a square
LEVEL_WORDS = {
    "high": "More than chance would give",
    "as_elsewhere": "About what chance would give",
    "low": "Less than chance would give",
}
DENSEST_WORDS = (
    "Darkest: together a quarter of all that was recorded",
    "With these, half of it",
    "With these, three quarters of it",
)
REST = "Not shaded: the last quarter, spread thinly"
MOST_ROWS = 300  # of the table on the page; the files hold every place

CHANCE = (
    "Marks are set for the whole map at once, so that about 1 in 20 of them at most is there by chance alone (false "
    "discovery rate of 5%). Where nothing but chance is at work, 19 maps in 20 have no mark at all."
)
SNAPPED = (
    "Before they publish a crime, the police move it to one of a list of public places nearby. A square is therefore "
    "approximate, and finer squares than these would show that list and not where things happened."
)
TOGETHER = "Each place is taken together with those that touch it, and set against the whole map"
BY_PEOPLE = "for the number of people who live there"
BY_SQUARE = "square for square: a town centre stands out because more people live, work and go out there"
NORMAL_P = "with p from the normal curve"
METHODS = {
    standing_out.GI_STAR: f"(Getis-Ord Gi* of counts made even in spread, {NORMAL_P})",
    standing_out.GI_RATES: f"(Getis-Ord Gi* of rates, each in standard deviations of its own, {NORMAL_P})",
    standing_out.EXACT: "(an exact binomial test of counts, as there are few; ties count on both sides)",
}
SECOND_TEST = (
    "A second test shuffles the counts over the map and takes them as they are, ties and all (conditional permutation). It "
    "looks only at what lies around a square, and is harder to pass:"
)
STEPS = (
    "Shades are steps with as many areas in each. They do not say whether areas differ by more than chance."
)
BESIDE_COUNT = (
    "Harm is the sum of severity weights, and one rare event moves it as much as many common ones: read each score beside "
    "the number counted."
)
SNAPPED_AREAS = (
    "Before they publish a crime, the police move it to one of a list of public places nearby, so that some lie in the "
    "area next door. Areas smaller than these would show that list and not where things happened."
)


@dataclass(frozen=True)
class Mark:
    """One place on a map: its look as the style names it and in words, and what the table and files say of it."""

    code: str
    name: str
    look: str
    words: str
    cells: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A whole map in words: what it shows, how to read it, and its marks, the most telling first."""

    kind: str
    title: str
    period: Period
    provenance: Provenance
    headings: tuple[str, ...]  # of the marks' cells
    legend: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    marks: tuple[Mark, ...]
    history: ReleasedHistory | None = None

    @property
    def rows(self) -> tuple[Mark, ...]:
        return self.marks[:MOST_ROWS]

    @property
    def left_out(self) -> int:
        return len(self.marks) - len(self.rows)


def shaded(indicator: Indicator, found: Sequence[ReleasedFigure], kind: str) -> Sheet:
    """Areas in order of size, in four steps of equal numbers of areas; equal figures share a step. Of few areas the
    greatest still has most and the least fewest, and the key holds the steps in use.
    """
    values = sorted(figure.value for figure in found if figure.value is not None)
    used = sorted({step(values.index(value), len(values)) for value in values})

    def mark(figure: ReleasedFigure) -> Mark:
        look, words = HIDDEN
        if figure.value is not None:
            at = step(values.index(figure.value), len(values))
            look, words = str(at), STEP_WORDS[at]
        n = "" if figure.n is None or figure.state is FigureState.SUPPRESSED else f"{figure.n:,.0f}"
        cells = (value_of(figure), range_of(figure), n)
        return Mark(figure.area_code, figure.area_name, look, words, cells, _facts(figure))

    order = sorted(found, key=lambda each: (each.value is None, -(each.value or 0), each.area_name))
    first = found[0]
    return Sheet(
        kind=kind,
        title=" ".join(part for part in (indicator.plain_title, unit_of(first)) if part),
        period=first.period,
        provenance=first.provenance,
        headings=("Figure", "Likely range", "Counted"),
        legend=(*((str(at), STEP_WORDS[at]) for at in used), HIDDEN),
        says=(STEPS, *_beside_count(found), *of_points(indicator)),
        marks=tuple(mark(figure) for figure in order),
    )


def _beside_count(found: Sequence[ReleasedFigure]) -> list[str]:
    """Of a weighted sum: what share of it, and of the number counted, the area with most has."""
    if found[0].method is not Method.SCORE:
        return []
    told = [each for each in found if each.value is not None and each.n and each.people]
    harm = [(each.value or 0.0) * (each.people or 0.0) for each in told]
    if len(told) < len(found) or not sum(harm):
        return [BESIDE_COUNT]
    at = harm.index(max(harm))
    shares = [
        100 * part / whole
        for part, whole in ((harm[at], sum(harm)), (told[at].n or 0, sum(each.n or 0 for each in told)))
    ]
    return [
        f"{told[at].area_name} has {shares[0]:.0f}% of the harm and {shares[1]:.0f}% of the number counted.",
        BESIDE_COUNT,
    ]


def step(place: int, among: int) -> int:
    """The step of the area at a place, counted from the least, among so many.

    >>> [step(place, 8) for place in range(8)], [step(place, 3) for place in range(3)]
    ([0, 0, 1, 1, 2, 2, 3, 3], [0, 1, 3])
    """
    steps = len(STEP_WORDS)
    return place * steps // among if among >= steps else place * (steps - 1) // max(1, among - 1)


def _facts(figure: ReleasedFigure) -> dict[str, Any]:
    hidden = figure.state is FigureState.SUPPRESSED
    return {
        "value": figure.value,
        "n": None if hidden else figure.n,
        "lower": figure.lower,
        "upper": figure.upper,
        "status": figure.state.value,
    }


def standing_out_of(indicator: Indicator, found: ReleasedMap) -> Sheet:
    """Places that stand out from chance, those with more first."""
    squares = found.kind.startswith("grid")
    order = sorted(found.cells, key=lambda cell: (cell.level == standing_out.AS_ELSEWHERE, -(cell.z or 0)))
    how = f"{TOGETHER} {METHODS.get(found.method, '')}, {BY_SQUARE if squares else BY_PEOPLE}."
    return Sheet(
        kind=f"stands-out-{found.kind.split('_', maxsplit=1)[0]}",
        title=f"{indicator.plain_title}: what stands out from chance",
        period=found.period,
        provenance=found.provenance,
        headings=("Counted", "By chance alone"),
        legend=(*list(LEVEL_WORDS.items())[: 2 if squares else 3], *([NOT_DRAWN] if squares else [])),
        says=(
            *(found.says, how, CHANCE, *_second_test(found), *of_hidden(found)),
            *([SNAPPED] if squares else of_points(indicator)),
        ),
        history=found.history,
        marks=tuple(
            Mark(
                cell.code,
                cell.name,
                cell.level,
                LEVEL_WORDS[cell.level],
                (count_of(cell), _chance(cell)),
                facts_of(cell),
            )
            for cell in order
        ),
    )


def densest(indicator: Indicator, found: ReleasedMap) -> Sheet:
    """The squares that hold the most, smoothed, the densest first."""
    shown = sorted(
        (cell for cell in found.cells if cell.densest is not None), key=lambda cell: -(cell.value or 0)
    )
    return Sheet(
        kind="density",
        title=f"{indicator.plain_title}: where most was recorded",
        period=found.period,
        provenance=found.provenance,
        headings=("For each square kilometre", "Counted"),
        legend=(*((f"densest-{at}", words) for at, words in enumerate(DENSEST_WORDS)), ("none", REST)),
        says=(_share(found, shown), _smoothing(found), SNAPPED),
        history=found.history,
        marks=tuple(
            Mark(
                cell.code,
                cell.name,
                f"densest-{at}",
                DENSEST_WORDS[at],
                (_density(cell), count_of(cell)),
                facts_of(cell),
            )
            for cell in shown
            if (at := cell.densest) is not None
        ),
    )


def _share(found: ReleasedMap, shown: Sequence[MapCell]) -> str:
    first = sum(cell.densest == 0 for cell in shown)
    return (
        f"A quarter of all that was recorded lies in {first:,} of {found.places:,} squares "
        f"({100 * first / max(1, found.places):.1f}% of the land)."
    )


def _smoothing(found: ReleasedMap) -> str:
    reach = (found.bandwidth_m or 0) / 1000
    return (
        f"Counts are smoothed over {reach:g} km round each square (kernel density, quartic). This shows where most is "
        "recorded, which follows where people are; whether it is more than chance is another map."
    )


def of_hidden(found: ReleasedMap) -> list[str]:
    hidden = sum(cell.n is None for cell in found.cells)
    if not hidden or found.kind.startswith("grid"):
        return []
    return [f"The numbers of {hidden:,} places are hidden, and were taken as the middle of what they may be."]


def count_of(cell: MapCell) -> str:
    if cell.n is None:
        return FEW if cell.code.startswith("grid") else figure_words.STATES[FigureState.SUPPRESSED]
    return f"{cell.n:,.0f}"


def _chance(cell: MapCell) -> str:
    if cell.p is None:
        return ""
    return "under 1 in 1,000" if cell.p < 1 / 1000 else f"{1000 * cell.p:,.0f} in 1,000"


def _density(cell: MapCell) -> str:
    return "" if cell.value is None else f"{cell.value:,.1f}"


def facts_of(cell: MapCell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "n": cell.n,
        "z": cell.z,
        "p_adjusted": cell.p,
        "steadied": cell.smoothed,
        "kept": cell.kept,
        "pattern": cell.pattern,
    }


def of_points(indicator: Indicator) -> list[str]:
    """What every map of moved positions must say."""
    return [SNAPPED_AREAS] if grids.has_points(indicator) else []


def _second_test(found: ReleasedMap) -> list[str]:
    high = sum(cell.level == "high" for cell in found.cells)
    if found.shuffled_too is None or not high:
        return []
    told = f"{found.shuffled_too:,} of the {high:,} pass it too."
    return [f"{SECOND_TEST} {told}"]


def outlines(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """The shape of each place of a map by its code."""
    codes = [mark.code for mark in sheet.marks]
    if codes and codes[0].startswith("grid"):
        return dict(zip(codes, Squares.of(codes).outlines(), strict=True))
    kind = sheet.kind.rsplit("-", maxsplit=1)[-1]
    return {area.code: area.outline for area in indicators.areas(kind) if area.outline}
