"""A small town for the tests of pages: people with roles, areas, and figures let out by the real door."""

from datetime import date
from typing import Any

import numpy as np

from headwater.governance.access.models import RoleAssignment
from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement, Organisation, Person
from headwater.insight.indicators.models import Area
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.insight.release.models import Release
from headwater.vocabulary.periods import Grain, Month, months_between

PASSWORD = "river stone lamp"
SINCE = date(2024, 1, 1)
INDICATOR = "police_street_violence"
TOWN = "E10000099"
DISTRICTS = ("E07000991", "E07000992", "E07000993")
FIRST, LAST = Month(2024, 1), Month(2025, 12)
MONTHS = tuple(month.start for month in months_between(FIRST, LAST))


def make_organisation(key: str = "partnership", *, kind: str = "partnership") -> Organisation:
    found = partners.find_organisation(key)
    return found or actions.register_organisation(
        key=key, name=key.replace("-", " ").title(), kind=kind, starts_on=SINCE, by=partners.operator()
    )


def make_person(role: str = "", *, organisation: Organisation | None = None) -> Person:
    """A person with one role; of no organisation's where the role is the partnership's."""
    person = actions.register_person(
        email=f"{role or 'nobody'}@example.org",
        display_name=(role or "nobody").replace("_", " ").title(),
        organisation=organisation or make_organisation(),
        password=PASSWORD,
        by=partners.operator(),
    )
    if role:
        RoleAssignment.objects.create(
            person=person, role_key=role, organisation=organisation, starts_on=SINCE
        )
    return person


def make_agreement(*, contract_key: str, ends_on: date = date(2099, 1, 1)) -> Agreement:
    text = actions.AgreementText(
        key=f"sharing-{contract_key}",
        title=f"Sharing {contract_key}",
        parties=[make_organisation(), make_organisation("police", kind="police")],
        purpose="prevention",
        lawful_basis="Police, Crime, Sentencing and Courts Act 2022, section 16",
        contract_key=contract_key,
        fields=["*"],
        starts_on=SINCE,
        ends_on=ends_on,
    )
    return actions.sign_agreement(text, by=partners.operator())


def make_areas(name: str = "Testshire") -> None:
    """One county of three districts that lie side by side."""
    Area.objects.create(code=TOWN, kind="utla", name=name, people=300_000)
    for at, code in enumerate(DISTRICTS):
        west, east = -1.3 + at / 10, -1.2 + at / 10
        ring = [[west, 52.9], [east, 52.9], [east, 53.0], [west, 53.0], [west, 52.9]]
        Area.objects.create(
            code=code,
            kind="ltla",
            name=f"District {at + 1}",
            people=100_000,
            parent_code=TOWN,
            outline={"type": "Polygon", "coordinates": [ring]},
        )


def release_figures(
    *,
    indicator: str = INDICATOR,
    source: str = "police_street",
    audience: Audience = Audience.PUBLIC,
    name: str = "Testshire",
) -> None:
    """Two years of months for the county and its districts, through `publish` as any other figure."""
    places = (Place(TOWN, name, "utla"), *(_district(at) for at in range(3)))
    districts = np.random.default_rng(7).poisson(60, (3, 1, len(MONTHS))).astype(float)
    counts = np.concatenate([districts.sum(axis=0, keepdims=True), districts])
    people = np.full_like(counts, 100_000.0)
    people[0] = 300_000.0
    more = {"method": Method.RATE, "per": 100_000, "people": people}
    _release(indicator, places, counts, audience=audience, source=source, **more)


def _release(
    indicator: str,
    places: tuple[Place, ...],
    counts: np.ndarray,
    *,
    audience: Audience,
    source: str = "police_street",
    **more: Any,
) -> None:
    """Open counts of the town's months."""
    draft = Draft(
        indicator=indicator,
        version=1,
        policy="already-public",
        grain=Grain.MONTH,
        breakdown="",
        places=places,
        categories=("all",),
        periods=MONTHS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin((source,), "Made up for a test.", "0" * 64, date(2026, 1, 5)),
        **more,
    )
    release_actions.publish(draft, audience=audience, by=partners.operator())


def release_groups(indicator: str = "serious_violence", *, audience: Audience = Audience.PUBLIC) -> None:
    """Four years of the county by ethnicity: counts alone, and one group too small to show."""
    groups = {"asian": 40, "black": 50, "mixed": 2, "white": 400, "other": 30, "unknown": 90}
    by_year = np.array([[count * (1 + year / 10) for year in range(4)] for count in groups.values()]).round()
    counts = np.concatenate([by_year.sum(axis=0, keepdims=True), by_year])[np.newaxis]
    people = np.full(counts.shape, np.nan)
    people[:, 0] = 300_000.0
    for cut, axis in (("", counts[:, :1]), ("ethnicity", counts)):
        draft = Draft(
            indicator=indicator,
            version=1,
            policy="local",
            grain=Grain.YEAR,
            breakdown=cut,
            places=(Place(TOWN, "Testshire", "utla"),),
            categories=("all", *groups) if cut else ("all",),
            periods=tuple(date(year, 4, 1) for year in range(2021, 2025)),
            counts=axis,
            states=np.full(axis.shape, Cell.VALUE, dtype=np.int8),
            origin=Origin(("police_street",), "Made up for a test.", "1" * 64, date(2026, 1, 5)),
            method=Method.RATE,
            per=100_000,
            people=people[:, : axis.shape[1]],
        )
        release_actions.publish(draft, audience=audience, by=partners.operator())


def release_elsewhere(
    indicator: str, places: tuple[Place, ...], *, audience: Audience = Audience.PUBLIC
) -> None:
    """Two years of months for places that are not the county or its districts."""
    counts = np.random.default_rng(3).poisson(80, (len(places), 1, len(MONTHS))).astype(float)
    _release(indicator, places, counts, audience=audience)


def make_town() -> None:
    make_areas()
    release_figures()


def _district(at: int) -> Place:
    return Place(DISTRICTS[at], f"District {at + 1}", "ltla", parent=TOWN)


def withdraw(**which: str) -> None:
    """Take back what stands released, as the action does it."""
    for each in Release.objects.filter(superseded_by=None, withdrawn_at=None, **which):
        release_actions.withdraw(each, by=partners.operator(), reason="The test takes it back.")
