"""Blocks of what was read from released figures: sources side by side, the gap along deprivation, ethnic groups, places and hours.

What partners alone may see says so in the public edition, and shows nothing.
"""

from headwater.insight.charts import beside
from headwater.insight.indicators import disparities as groups
from headwater.insight.indicators import gradient, hours_and_places, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.release.released import period_of
from headwater.insight.reporting.blocks import of_figures
from headwater.insight.reporting.blocks.block import Asking, Block, Column, Holds, note
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

PARTNERS_ONLY = "This part is for partners: in public, its numbers would be too small to be safe."


def sources_beside(asking: Asking) -> Block:
    """Police, hospital and ambulance as an index each: do they tell the same story?"""
    title = "Police, hospital and ambulance side by side"
    first = registry.get_indicator(indicators.TRIANGLE[0])
    try:
        found = indicators.triangulation(asking.area_code, audience=asking.audience, on=asking.on)
    except (NotFound, Refused) as error:
        return of_figures.absent(first, error.says, asking, title=title)
    named = [registry.get_indicator(each.series.indicator) for each in found.sources]
    method = f"Each source's twelve months as a share of its own in {period_of(found.base, Grain.ROLLING_12).words()}, which is 100."
    years = range(len(found.starts) - 1, -1, -12)
    return Block(
        title=title,
        note=note(
            [each.series.provenance for each in found.sources],
            period=period_of(found.starts[-1], Grain.ROLLING_12).words(),
            method=method,
            caveats=(
                "The police hear of some violence only. Where the sources part, recording may have changed and not violence.",
            ),
        ),
        columns=(Column("Year"), *(Column(each.plain_title, Holds.DERIVED) for each in named)),
        rows=tuple(
            (
                period_of(found.starts[at], Grain.ROLLING_12).words(),
                *(_index(s.values[at]) for s in found.sources),
            )
            for at in years
        ),
        chart=beside.find_sources(asking.area_code, audience=asking.audience),
    )


def gap(asking: Asking) -> Block:
    """How much more often it happens in the most deprived neighbourhoods."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: from the least to the most deprived neighbourhoods"
    try:
        found = gradient.gradient(declared.key, asking.area_code, audience=asking.audience, on=asking.on)
    except (NotFound, Refused) as error:
        return of_figures.absent(declared, error.says, asking, title=title)
    return Block(
        title=title,
        note=note(
            [found.provenance],
            period=found.gaps[-1].period.words(),
            method="Relative index of inequality over fifths of neighbourhoods, with a 95% interval.",
            caveats=declared.caveats,
        ),
        says=(found.headline, *found.says),
        columns=(
            Column("Year"),
            Column("Most to least deprived fifth", Holds.DERIVED),
            Column("Relative index", Holds.DERIVED),
        ),
        rows=tuple((each.period.words(), _times(each.ends), _times(each.relative)) for each in found.gaps),
    )


def ethnic_groups(asking: Asking) -> Block:
    """Ethnic groups beside the largest, with what unknown ethnicity could change."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: ethnic groups beside one another"
    try:
        found = groups.disparities(declared.key, asking.area_code, audience=asking.audience, on=asking.on)
    except (NotFound, Refused) as error:
        return of_figures.absent(declared, error.says, asking, title=title)
    return Block(
        title=title,
        note=note(
            [found.provenance],
            period=found.period.words(),
            method="Ratio of rates; the bounds put everybody of no known group where it would change most.",
            caveats=declared.caveats,
        ),
        says=(found.says,),
        columns=(Column("Group"), Column(f"Times {found.reference}", Holds.DERIVED), Column("What holds")),
        rows=tuple((each.title, _times(each.recorded), each.says) for each in found.groups),
    )


def week(asking: Asking) -> Block:
    """The hours of the week that stand out."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: when in the week"
    if asking.is_public:
        return of_figures.absent(declared, PARTNERS_ONLY, asking, title=title)
    try:
        found = hours_and_places.time_of_the_week(declared.key, on=asking.on)
    except (NotFound, Refused) as error:
        return of_figures.absent(declared, error.says, asking, title=title)
    return Block(
        title=title,
        note=note(
            [found.provenance],
            period=found.period.words(),
            method="Hours of four; those that stand out do so after all hours were tested together.",
            caveats=declared.caveats,
        ),
        says=found.says,
    )


def kinds_of_place(asking: Asking) -> Block:
    """In what kinds of place it happens."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: kinds of place"
    if asking.is_public:
        return of_figures.absent(declared, PARTNERS_ONLY, asking, title=title)
    return of_figures.groups(
        Asking(asking.area, asking.audience, asking.on, {**asking.terms, "by": "place_type"})
    )


def places(asking: Asking) -> Block:
    """How many places stand out on the map of this audience. It names none: lines on a map are not people's addresses."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: where"
    kind = asking.term("kind_of_area", "grid")
    if kind not in indicators.mapped(audience=asking.audience).get(declared.key, []):
        return of_figures.absent(declared, "No map of this is shown to these readers.", asking, title=title)
    try:
        found = indicators.violence_map(declared.key, audience=asking.audience, on=asking.on, kind=kind)
    except (NotFound, Refused) as error:
        return of_figures.absent(declared, error.says, asking, title=title)
    return Block(
        title=title,
        note=note(
            [found.provenance],
            period=found.period.words(),
            method="Each place with those around it, tested against chance with all places together.",
            caveats=declared.caveats,
        ),
        says=(found.says,),
    )


def near_repeats(asking: Asking) -> Block:
    """Whether one event brings others nearby and soon."""
    declared = registry.get_indicator(asking.term("of"))
    title = f"{declared.plain_title}: does one bring another?"
    if asking.is_public:
        return of_figures.absent(declared, PARTNERS_ONLY, asking, title=title)
    try:
        found = indicators.near_repeat(declared.key, audience=asking.audience, on=asking.on)
    except Refused as refused:
        return of_figures.absent(declared, refused.says, asking, title=title)
    if not found:
        return of_figures.absent(
            declared, "Whether one event brings others was not read here.", asking, title=title
        )
    return Block(
        title=title,
        note=note(
            [each.provenance for each in found],
            period=found[0].bands[0].figure.period.words(),
            method="Pairs of events by distance and days apart, against chance (Knox).",
            caveats=declared.caveats,
        ),
        says=tuple(dict.fromkeys(each.says for each in found)),
    )


def _index(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def _times(found: Estimate | None) -> str:
    return "-" if found is None else f"{found.value:.2f} ({found.lower:.2f} to {found.upper:.2f})"
