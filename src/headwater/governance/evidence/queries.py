"""Questions about what is known: entries, factors, what causes what, what is missing and what has grown old."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from headwater.governance.evidence import driver_tree, gap_map, rules
from headwater.governance.evidence.driver_tree import DriverTree
from headwater.governance.evidence.gap_map import GapMap
from headwater.governance.evidence.models import (
    Driver,
    Effect,
    Evidence,
    Factor,
    Intervention,
    ResearchBrief,
)
from headwater.governance.partners.searching import having as with_words
from headwater.vocabulary.errors import NotFound

DEEPEST = 6  # arrows that a tree is followed up


@dataclass(frozen=True)
class Stale:
    """What nobody has checked for more than twelve months."""

    evidence: tuple[Evidence, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Ground:
    """The entries that something is founded on, on a day."""

    entries: tuple[Evidence, ...]
    on: date

    @property
    def is_insufficient(self) -> bool:
        """Every entry says that too little is known."""
        return bool(self.entries) and all(each.effect == Effect.INSUFFICIENT for each in self.entries)

    @property
    def is_stale(self) -> bool:
        """An entry that nobody has checked for more than twelve months is among them."""
        return any(rules.is_stale(each.checked_on, self.on) for each in self.entries)


def factors(*, withdrawn: bool = False) -> QuerySet[Factor]:
    return Factor.objects.filter(withdrawn=withdrawn)


def evidence(*, withdrawn: bool = False, having: str = "") -> QuerySet[Evidence]:
    """Entries of the library, or those that have certain words."""
    found = Evidence.objects.filter(withdrawn=withdrawn)
    looked_into = ("approach", "finding", "effect_words", "setting", "population", "source", "caveat")
    return with_words(found, having, *looked_into)


def interventions(*, withdrawn: bool = False) -> QuerySet[Intervention]:
    return Intervention.objects.filter(withdrawn=withdrawn).select_related("provider")


def drivers(*, withdrawn: bool = False) -> QuerySet[Driver]:
    """Arrows that stand, between factors that stand."""
    found = Driver.objects.filter(withdrawn=withdrawn).select_related("from_factor")
    return found if withdrawn else found.filter(from_factor__withdrawn=False)


def briefs(*, drafts: bool, having: str = "") -> QuerySet[ResearchBrief]:
    """Research that was issued or closed; with drafts for those who work on them; or what has certain words."""
    found = ResearchBrief.objects.all() if drafts else ResearchBrief.objects.exclude(state="draft")
    return with_words(found, having, "title", "asks", "population")


def factor_keys(among: Collection[str]) -> frozenset[str]:
    """Those of the keys that are a factor's, withdrawn or not."""
    return frozenset(Factor.objects.filter(key__in=among).values_list("key", flat=True))


def evidence_keys(among: Collection[str]) -> frozenset[str]:
    """Those of the keys that are an entry's, withdrawn or not."""
    return frozenset(Evidence.objects.filter(key__in=among).values_list("key", flat=True))


def find_factor(key: str) -> Factor | None:
    return Factor.objects.filter(key=key).first()


def find_evidence(key: str) -> Evidence | None:
    return Evidence.objects.filter(key=key).first()


def find_intervention(key: str) -> Intervention | None:
    return Intervention.objects.filter(key=key).select_related("provider").first()


def find_brief(key: str) -> ResearchBrief | None:
    return ResearchBrief.objects.filter(key=key).first()


def find_driver(from_factor: Factor, to_key: str) -> Driver | None:
    return Driver.objects.filter(from_factor=from_factor, to_key=to_key).first()


def get_factor(key: str) -> Factor:
    if (found := find_factor(key)) is None:
        raise NotFound("There is no such factor.")
    return found


def get_evidence(key: str) -> Evidence:
    if (found := find_evidence(key)) is None:
        raise NotFound("There is no such entry in the evidence library.")
    return found


def get_intervention(key: str) -> Intervention:
    if (found := find_intervention(key)) is None:
        raise NotFound("There is no such intervention.")
    return found


def get_brief(key: str, *, drafts: bool) -> ResearchBrief:
    if (found := briefs(drafts=drafts).filter(key=key).first()) is None:
        raise NotFound("There is no such research brief.")
    return found


def get_driver(driver_uuid: UUID) -> Driver:
    found = Driver.objects.filter(uuid=driver_uuid).select_related("from_factor").first()
    if found is None:
        raise NotFound("There is no such arrow.")
    return found


def named(keys: Collection[str]) -> list[Evidence]:
    """The entries of these keys that stand, in the order of the keys."""
    found = {entry.key: entry for entry in evidence().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def factors_named(keys: Collection[str]) -> list[Factor]:
    found = {factor.key: factor for factor in factors().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def evidence_on(factor: Factor) -> list[Evidence]:
    """Entries that speak of a factor."""
    return [entry for entry in evidence() if factor.key in entry.factor_keys]


def interventions_on(factor: Factor, *, on: date) -> list[Intervention]:
    """What acts on a factor on a day."""
    return [each for each in acting(on=on) if factor.key in each.factor_keys]


def acting(*, on: date) -> QuerySet[Intervention]:
    """What runs on a day: it has begun, as far as anybody said, and has not ended."""
    begun = interventions().filter(Q(starts_on=None) | Q(starts_on__lte=on))
    return begun.filter(Q(ends_on=None) | Q(ends_on__gt=on))


def proposed(*, on: date) -> QuerySet[Intervention]:
    """What is yet to begin."""
    return interventions().filter(starts_on__gt=on)


def grounds(among: Iterable[Intervention], *, on: date) -> list[tuple[Intervention, Ground]]:
    """Each with what it is founded on."""
    known = {entry.key: entry for entry in evidence()}
    return [
        (each, Ground(tuple(known[key] for key in each.evidence_keys if key in known), on)) for each in among
    ]


def stale(on: date) -> Stale:
    """What stands and was last checked more than twelve months before a day. A factor that is graded "none" claims nothing."""
    return Stale(
        tuple(entry for entry in evidence() if rules.is_stale(entry.checked_on, on)),
        tuple(
            factor
            for factor in factors().exclude(grade=rules.UNFOUNDED)
            if rules.is_stale(factor.checked_on, on)
        ),
    )


def unserved_factors(*, on: date) -> list[Factor]:
    """Factors on which nothing acts on a day."""
    served = {key for each in acting(on=on) for key in each.factor_keys}
    return [factor for factor in factors() if factor.key not in served]


def untargeted_interventions() -> list[Intervention]:
    """What is done for people and acts on no factor that stands: those that it named were withdrawn."""
    standing = set(factors().values_list("key", flat=True))
    return [
        each
        for each in interventions().filter(own_function=False)
        if not standing.intersection(each.factor_keys)
    ]


def unknown_indicators(known: Collection[str]) -> dict[str, list[str]]:
    """Indicators that factors and arrows name and nobody has declared: who names them, by key."""
    named_by: dict[str, list[str]] = {}
    for factor in factors():
        for key in factor.proxy_indicators:
            named_by.setdefault(key, []).append(factor.key)
    for driver in drivers().filter(to_key__startswith=rules.INDICATOR):
        named_by.setdefault(driver.to_key.removeprefix(rules.INDICATOR), []).append(driver.from_factor.key)
    return {key: names for key, names in sorted(named_by.items()) if key not in known}


def drivers_up(key: str, *, depth: int = DEEPEST) -> DriverTree:
    """What drives a factor, or what an indicator counts (`indicator:` and its key), and what drives that."""
    return driver_tree.up(key, [(d, d.from_factor, d.to_key) for d in drivers()], depth=depth)


def gaps() -> GapMap:
    """How much is known of each factor, for each population and question; and what is being asked."""
    return gap_map.of(evidence(), factors(), briefs(drafts=False).exclude(state="closed"))
