"""The demonstration's organisations, agreements and people: one person for each role, with printed sign-ins.

Their addresses end in a name that no mail ever reaches. `headwater serve` knows them by it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from headwater.data.contracts import registry
from headwater.data.contracts.language import Contract
from headwater.governance.access import actions as access
from headwater.governance.access import queries as access_queries
from headwater.governance.access.roles import ROLES
from headwater.governance.partners import actions, queries
from headwater.governance.partners.models import Organisation, Person

ADDRESS = "demonstration.example"
PASSWORD = "a-quiet-river-42"  # noqa: S105  (printed on purpose; refused anywhere but on this machine)
PARTNERSHIP = "demonstration-partnership"
COUNCIL = "aldershire-county-council"
STARTS_ON = date(2015, 4, 1)
AGREEMENT_DAYS = 365

ORGANISATIONS = {  # key: name, kind
    PARTNERSHIP: ("Aldershire Violence Reduction Partnership", "partnership"),
    "aldershire-police": ("Aldershire Police", "police"),
    "aldershire-hospitals": ("Aldershire Hospitals", "health"),
    "aldershire-ambulance": ("Aldershire Ambulance Service", "ambulance"),
    COUNCIL: ("Aldershire County Council", "local_authority"),
    "aldershire-youth-justice": ("Aldershire Youth Justice Service", "youth_justice"),
    "aldershire-private-ambulance": ("Aldershire Private Ambulance", "ambulance"),
    "aldershire-fire-and-rescue": ("Aldershire Fire and Rescue Service", "fire"),
    "aldershire-probation": ("Aldershire Probation", "probation"),
    "aldershire-commissioner": ("Aldershire Police and Crime Commissioner", "commissioner"),
    "alder-schools-trust": ("Alder Schools Trust", "school"),
    "northgate-youth-trust": ("Northgate Youth Trust", "voluntary"),
    "riverside-boxing-and-learning": ("Riverside Boxing and Learning", "voluntary"),
    "second-chapter": ("Second Chapter", "voluntary"),
    "the-lantern-collective": ("The Lantern Collective", "voluntary"),
}
SUPPLIERS = {  # who sends what; the council sends the rest
    "police_recorded_crime": "aldershire-police",
    "ed_assaults": "aldershire-hospitals",
    "ambulance_assaults": "aldershire-ambulance",
    "youth_justice": "aldershire-youth-justice",
    "provider_return": "northgate-youth-trust",
}
PEOPLE = {  # role: name, organisation of the person
    "analyst": ("Asha Analyst", PARTNERSHIP),
    "programme_lead": ("Padma Programme-Lead", PARTNERSHIP),
    "submitter": ("Sam Submitter", "aldershire-hospitals"),
    "provider": ("Pat Provider", "northgate-youth-trust"),
    "board_member": ("Bola Board-Member", "aldershire-police"),
    "information_governance": ("Iris Information-Governance", PARTNERSHIP),
    "administrator": ("Ade Administrator", PARTNERSHIP),
}


@dataclass(frozen=True)
class SignIn:
    """What is printed: who it is, and with what they sign in."""

    role: str
    email: str
    password: str


def are_here() -> bool:
    """Whether this home has demonstration accounts that could sign in."""
    return queries.people().filter(email__endswith=f"@{ADDRESS}", is_active=True).exists()


def register(*, by: Person, today: date) -> list[SignIn]:
    """Organisations, agreements, people and roles, whatever of them is not there yet."""
    for key in ORGANISATIONS:
        _organisation(key, by)
    for contract in registry.contracts().values():
        if contract.licence.needs_agreement:
            _sign(contract, by, today)
    return [_person(role, by) for role in PEOPLE]


def supplier_of(contract_key: str, file_name: str) -> str:
    """Who sent a file of the county: the provider that it is named after, the agency of its contract, or nobody for open data.

    >>> supplier_of("provider_return", "second_chapter_2025-01.xlsx"), supplier_of("police_street", "2025-01-street.csv")
    ('second-chapter', '')
    """
    if not registry.get_contract(contract_key).licence.needs_agreement:
        return ""
    provider = file_name.rsplit("_", 1)[0].replace("_", "-")
    if contract_key == "provider_return" and provider in ORGANISATIONS:
        return provider
    return SUPPLIERS.get(contract_key, COUNCIL)


def _organisation(key: str, by: Person) -> Organisation:
    name, kind = ORGANISATIONS[key]
    return queries.find_organisation(key) or actions.register_organisation(
        key=key, name=name, kind=kind, starts_on=STARTS_ON, by=by
    )


def _sign(contract: Contract, by: Person, today: date) -> None:
    if queries.current_agreement(contract.key, on=today):
        return
    supplier = SUPPLIERS.get(contract.key, COUNCIL)
    text = actions.AgreementText(
        key=f"demonstration-{contract.key.replace('_', '-')}-{today:%Y%m%d}",
        title=f"Demonstration agreement: {contract.title}",
        parties=[queries.get_organisation(PARTNERSHIP), queries.get_organisation(supplier)],
        purpose=contract.purpose,
        lawful_basis=contract.lawful_basis or "UK GDPR Article 6(1)(e), a task in the public interest",
        contract_key=contract.key,
        fields=("*",),
        starts_on=today,
        ends_on=today + timedelta(days=AGREEMENT_DAYS),
    )
    actions.sign_agreement(text, by=by)


def _person(role: str, by: Person) -> SignIn:
    name, organisation = PEOPLE[role]
    email = f"{role.replace('_', '-')}@{ADDRESS}"
    works_for = queries.get_organisation(organisation)
    person = queries.find_person(email) or actions.register_person(
        email=email, display_name=name, organisation=works_for, password=PASSWORD, by=by
    )
    if not access_queries.assignments(person=person).exists():
        within = works_for if ROLES[role].of_an_organisation else None
        access.grant_role(person, role=role, organisation=within, by=by)
    return SignIn(ROLES[role].title, email, PASSWORD)
