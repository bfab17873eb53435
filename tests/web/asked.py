"""Waves of a survey released for the town, through `publish` as any other figure."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import findings, registry
from headwater.insight.indicators.models import Area
from headwater.insight.release import actions as release
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.periods import Grain

SOURCE = "community_survey"
PARTS = ("E22000991", "E22000992", "E22000993")


def make_parts() -> None:
    """Three community safety partnerships in the county."""
    for at, code in enumerate(PARTS):
        Area.objects.create(code=code, kind="csp", name=f"Part {at + 1}", parent_code=town.TOWN)


def release_share(
    indicator: str,
    shares: Sequence[float],
    *,
    answers: int = 900,
    parts: Sequence[float] = (),
    breakdown: str = "",
    groups: dict[str, tuple[float, int]] | None = None,
    first: int = 2024,
) -> None:
    """One share a year from `first`, each three points either way; perhaps of the parts, or of groups with their answers."""
    places = [Place(town.TOWN, "Testshire", "utla")]
    places += [
        Place(code, f"Part {at + 1}", "csp", town.TOWN) for at, code in enumerate(PARTS) if at < len(parts)
    ]
    held = groups or {}
    value = np.full((len(places), 1 + len(held), len(shares)), np.nan)
    counts = np.full(value.shape, float(answers))
    value[0, 0] = shares
    for at, share in enumerate(parts, start=1):
        value[at], counts[at] = share, answers // len(parts)
    for at, (share, count) in enumerate(held.values(), start=1):
        value[0, at], counts[0, at] = share, count
    draft = Draft(
        indicator=indicator,
        version=1,
        policy="survey",
        grain=Grain.YEAR,
        breakdown=breakdown,
        places=tuple(places),
        categories=("all", *held),
        periods=tuple(date(first + at, 4, 1) for at in range(len(shares))),
        counts=counts,
        states=np.full(value.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin((SOURCE,), "Asked for a test.", "2" * 64, date(2026, 1, 5)),
        method=Method.ESTIMATE,
        scores=value,
        lower=value - 3,
        upper=value + 3,
        said=np.round(counts * value / 100),
    )
    for each in release.publish(draft, audience=Audience.PUBLIC, by=partners.operator()):
        if not each.withheld:
            findings.keep(each, registry.get_indicator(indicator), {}, None)


def ask_the_town() -> None:
    """Two waves of five questions; more worry in the third part."""
    town.make_agreement(contract_key=SOURCE)
    make_parts()
    release_share("survey_get_on_well", (60, 70))
    release_share("survey_hurt", (5, 5))
    release_share("survey_worried", (30, 40), parts=(35, 40, 55))
    for key, share in (("survey_safe_by_day", 88), ("survey_safe_after_dark", 52)):
        release_share(key, (share, share))
        groups = {"female": (share - 10, 480), "male": (share + 8, 420)}
        release_share(key, (share, share), breakdown="sex", groups=groups)
