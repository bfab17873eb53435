"""The system map: which partner's work acts on which risk factor, who is here to do it, and what nobody does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence.models import Bearing, Factor
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class Function:
    """What one kind of partner does about a factor, and who of that kind takes part."""

    kind: str
    does: str
    organisations: list[Organisation]


@dataclass(frozen=True)
class Acted:
    """One factor and the functions that act on it."""

    factor: Factor
    functions: list[Function]

    @property
    def nobody_named(self) -> bool:
        return not self.functions

    @property
    def is_pressing(self) -> bool:
        """A risk that can be changed: somebody's work should act on it."""
        return self.factor.bearing == Bearing.RISK and self.factor.modifiable


def acted_on(factors: Iterable[Factor], *, on: date) -> list[Acted]:
    """Each factor with the functions that act on it; those that nobody acts on first."""
    here: dict[str, list[Organisation]] = {}
    for organisation in partners.organisations(on=on):
        here.setdefault(organisation.kind, []).append(organisation)
    found = [
        Acted(factor, [_function(each, here) for each in factor.partner_functions]) for factor in factors
    ]
    return sorted(found, key=lambda each: not (each.is_pressing and each.nobody_named))


def unserved(found: Iterable[Acted]) -> list[Acted]:
    """Pressing risk factors that no partner's function is named for."""
    return [each for each in found if each.is_pressing and each.nobody_named]


def _function(said: Mapping[str, str], here: Mapping[str, list[Organisation]]) -> Function:
    kind = str(said.get("kind", ""))
    known = OrganisationKind(kind).label if kind in OrganisationKind.values else kind
    return Function(str(known), str(said.get("function", "")), here.get(kind, []))
