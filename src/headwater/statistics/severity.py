"""Crime weighed by its severity, with weights that the user imports and every score names by version.

No weights are shipped: the published ones change each year and are to be had from their publisher. A score
is always shown beside its count: one homicide moves it as much as hundreds of thefts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite

from headwater.statistics import arrays, weighted_counts
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


@dataclass(frozen=True)
class Weights:
    """A table of weights by offence code. The stamp changes whenever a code or a weight does."""

    name: str
    version: str
    unit: str
    by_code: Mapping[str, float]

    @property
    def stamp(self) -> str:
        """Name, version and the first twelve characters of the table's own fingerprint."""
        rows = "\n".join(f"{code}\t{self.by_code[code]!r}" for code in sorted(self.by_code))
        return f"{self.name} {self.version} ({sha256(rows.encode()).hexdigest()[:12]})"


@dataclass(frozen=True)
class Score:
    """A severity score and what to read it with."""

    score: Estimate
    events: int  # that were weighed
    mean_weight: float | None  # of one event; None where there were none
    heaviest: str | None  # the code that adds most
    heaviest_share: float  # of the score
    left_out: Mapping[str, int]  # events by code that the table gives no weight
    stamp: str


def import_weights(
    rows: Iterable[Mapping[str, object]], *, code: str, weight: str, name: str, version: str, unit: str
) -> Weights:
    """A table of weights from the rows of the user's own file.

    Formula: none; each code once, each weight a number of zero or more.
    Shape and units: rows by heading; `code` and `weight` are the headings; `unit` says what a weight is (days).
    Valid when: the rows are a whole published table of one version.
    Raises: Invalid for no rows, missing headings, blank or repeated codes, weights that are no numbers or below
        zero (with the row's number), and a table without name, version or unit.
    Source: Office for National Statistics, Crime Severity Score (experimental statistics), methodology;
        Sherman L. et al. (2016), Policing 10, p. 171-183 (Cambridge Crime Harm Index).

    >>> rows = [{"code": "1", "days": "5475"}, {"code": "8N", "days": "10"}]
    >>> table = import_weights(rows, code="code", weight="days", name="Own", version="2026", unit="days")
    >>> table.stamp
    'Own 2026 (65e7cfaedc6a)'
    """
    if not (name.strip() and version.strip() and unit.strip()):
        raise Invalid(
            "Weights need a name, a version and a unit, so that a score can say what it was made with."
        )
    found: dict[str, float] = {}
    for number, row in enumerate(rows, 1):
        if code not in row or weight not in row:
            raise Invalid(f"Row {number} of the weights has no {code!r} or no {weight!r}.")
        key = str(row[code] or "").strip()
        if not key or key in found:
            raise Invalid(f"Row {number} of the weights has no code, or one that was given before: {key!r}.")
        found[key] = _weight(row[weight], number)
    if not found:
        raise Invalid("The table of weights is empty.")
    return Weights(name.strip(), version.strip(), unit.strip(), found)


def severity_score(
    events: Mapping[str, int],
    weights: Weights,
    *,
    population: float | None = None,
    per: float = 1,
    among: Collection[str] | None = None,
    confidence: float = 0.95,
) -> Score:
    """The sum of the severity of offences, for one population as a rate.

    Formula: sum w x, over the population; limits of `weighted_counts.weighted_sum` by the gamma method.
    Shape and units: events by code; the weights' unit, per `per` people (the published score is per person).
        `among` names the codes that could have occurred (all of the table, if not given): the heaviest of them
        sets how far the upper limit allows for what chance spared.
    Valid when: offences are independent. Covers at least as often as stated; wide for small areas.
    Raises: Invalid for negative or broken counts, no code with a weight, a population of zero.
    Source: Office for National Statistics, Crime Severity Score (experimental statistics), methodology; Fay
        M.P., Feuer E.J. (1997), Statistics in Medicine 16, p. 791-801.

    >>> table = Weights("Own", "2026", "days", {"robbery": 365.0, "theft": 2.0})
    >>> found = severity_score({"robbery": 4, "theft": 50, "other": 3}, table)
    >>> found.score.value, found.heaviest, round(found.heaviest_share, 2), dict(found.left_out)
    (1560.0, 'robbery', 0.94, {'other': 3})
    """
    seen = {code: int(arrays.whole_counts(count, "counts")) for code, count in events.items()}
    known = weights.by_code
    listed = [code for code in sorted(set(known if among is None else among) | set(seen)) if code in known]
    if not listed:
        raise Invalid("None of these codes has a weight in the table: check which code the table uses.")
    counted = [seen.get(code, 0) for code in listed]
    says = f"{weights.unit} of severity, {weights.stamp}"
    total = weighted_counts.weighted_sum(
        counted, [known[code] for code in listed], counts=says, confidence=confidence, method="gamma"
    )
    scale = _scale(population, per)
    parts = {code: known[code] * count for code, count in zip(listed, counted, strict=True)}
    top = max(parts, key=lambda code: parts[code]) if total.value else None
    return Score(
        weighted_counts.scaled(total, scale),
        sum(counted),
        total.value / sum(counted) if sum(counted) else None,
        top,
        parts[top] / total.value if top else 0.0,
        {code: count for code, count in seen.items() if code not in known and count},
        weights.stamp,
    )


def _weight(value: object, number: int) -> float:
    try:
        found = float(str(value).replace(",", ""))
    except ValueError:
        found = float("nan")
    if not isfinite(found) or found < 0:
        raise Invalid(
            f"Row {number} of the weights: {value!r} is no weight; it must be a number, zero or more."
        )
    return found


def _scale(population: float | None, per: float) -> float:
    times = float(arrays.positive(per, "multipliers"))
    return times if population is None else times / float(arrays.positive(population, "populations"))
