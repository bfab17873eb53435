"""A programme of the town with its returns and the people it is for, for the tests of whom it reaches."""

from dataclasses import replace
from datetime import date
from typing import Any

import ibis
import numpy as np
from web import town

from headwater.governance.audit import clock
from headwater.governance.evidence import actions as evidence
from headwater.governance.evidence import queries as known
from headwater.governance.evidence.models import Intervention
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions
from headwater.insight.indicators.models import AreaAges
from headwater.insight.indicators.tables import GivenTables
from headwater.insight.performance import populations
from headwater.insight.performance.models import TargetPopulation
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.periods import Grain

PROVIDER, MENTORING = "Northgate Youth Trust", "mentoring-north"
QUARTER = date(2026, 4, 1)
EACH_AGE = 100  # people of every year of age in each district
KEYS = ("contacts", "reach", "participants", "unique", "completers", "spend", "match_cash", "match_in_kind")
COUNTS: dict[str, Any] = {"contacts": 300, "reach": 900, "participants": 70, "unique_participants": 50} | {
    "completers": 20,
    "spend_gbp": 18_250.4,
    "match_cash_gbp": 3_000.0,
    "match_in_kind_gbp": 1_200.0,
}


def make_programme(key: str = MENTORING, *, provider: str = PROVIDER, tier: str = "targeted") -> Intervention:
    """One that a provider runs, under the name that its return has; with no provider only a kind of thing to do."""
    if known.find_factor("trust") is None:
        content = {"name": "Trust", "bearing": "protective", "level": "community", "definition": "In words."}
        evidence.write_factor("trust", content, by=partners.operator())
    given: dict[str, Any] = {
        "name": key.replace("-", " ").capitalize(),
        "what": "Somebody who stays.",
        "tier": tier,
    }
    given |= {"age_band": "10 to 17", "factor_keys": ["trust"]}
    if provider:
        key_of_it = provider.lower().replace(" ", "-")
        given["provider"] = town.make_organisation(key_of_it, kind="voluntary")
    return evidence.write_intervention(key, given, by=partners.operator())


def say_for_whom(key: str = MENTORING, *areas: str, ages: tuple[int, int] = (10, 17)) -> TargetPopulation:
    said = TargetPopulation(
        intervention_key=key,
        area_codes=list(areas or (town.DISTRICTS[0],)),
        youngest_years=ages[0],
        oldest_years=ages[1],
    )
    return populations.declare(said, by=partners.operator())


def live_here() -> None:
    """As many people of each age in each district."""
    AreaAges.objects.create(area_code=town.TOWN, people=[3 * EACH_AGE] * 91)
    for code in town.DISTRICTS:
        AreaAges.objects.create(area_code=code, people=[EACH_AGE] * 91)


def send_return(**other: Any) -> None:
    """One quarter's return as it lands and leaves. It is of the first programme unless said otherwise."""
    send_returns(other)


def send_returns(*others: dict[str, Any]) -> None:
    """The same of several."""
    told = {"provider": PROVIDER, "intervention": "Mentoring north", "place_code": town.DISTRICTS[0]}
    told |= {"quarter": QUARTER, "age_band": "All", "sex": "All", "ethnicity": "All"}
    rows = [{**told, **COUNTS, **other} for other in others]
    tables = GivenTables({"provider_return": ibis.memtable(rows)}, {"provider_return": clock.today()})
    stamped = replace(tables, stamps={"provider_return": repr(rows)})
    actions.refresh(stamped, by=partners.operator(), only=[f"returned_{key}" for key in KEYS])


def record_violence(*by_district: float, policy: str = "already-public") -> None:
    """One year of offences, of the county and of its districts."""
    counts = np.array([sum(by_district), *by_district], dtype=float)[:, None, None]
    places = (
        Place(town.TOWN, "Testshire", "utla"),
        *(
            Place(code, f"District {at}", "ltla", town.TOWN)
            for at, code in enumerate(town.DISTRICTS, start=1)
        ),
    )
    draft = Draft(
        indicator="serious_violence",
        version=1,
        policy=policy,
        grain=Grain.YEAR,
        breakdown="",
        places=places,
        categories=("all",),
        periods=(date(2025, 4, 1),),
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin(("police_street",), "Made up for a test.", "3" * 64, date(2026, 5, 5)),
        method=Method.RATE,
        per=100_000,
        people=np.array([300_000.0, *[100_000.0] * 3])[:, None, None],
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
