"""Permissions and roles, as data. To add one is one entry here; nobody has a permission that no entry gives.

No role opens records: the records that agencies send are read by the walk alone, under an agreement.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.vocabulary.errors import Invalid

PERMISSIONS: dict[str, str] = {
    "agreements.end": "End a data-sharing agreement before its time.",
    "agreements.read": "See data-sharing agreements: parties, purpose, fields and dates.",
    "agreements.sign": "Record that a data-sharing agreement was signed or renewed.",
    "assurance.read": "See the assurance pack: impact assessment, data-flow map, record of processing.",
    "audit.read": "See the audit trail and verify it.",
    "boards.manage": "Add and end boards and seats.",
    "catalogue.read": "See every source with its columns, freshness and quality.",
    "evidence.edit": "Write the evidence library, the risk register, the driver tree and the interventions.",
    "figures.read_partner": "See figures released to partners, which are finer than the public ones.",
    "figures.release": "Compute figures and release them, or withdraw a release.",
    "hotspots.read_partner": "See the partner map of where violence gathers.",
    "jobs.read": "See background jobs and how far they are.",
    "jobs.retry": "Try a failed job again.",
    "leadership.record": "Record meetings, decisions, tasks, duties, commitments and what people told the partnership.",
    "locations.review": "Decide on places written as text that were matched with doubt.",
    "mappings.edit": "Match a supplier's headings and codes to a contract and save the match.",
    "organisations.manage": "Add and end organisations.",
    "people.manage": "Open and close accounts, and give and end roles.",
    "reports.edit": "Write the commentary of reports and freeze their editions.",
    "reports.sign": "Sign an edition of a report, so that it may be published.",
    "research.commission": "Put questions to the vote of members, and issue and close research briefs.",
    "retention.hold": "Place a submission under a legal hold, so that nobody purges it, and lift the hold.",
    "retention.purge": "Purge a submission, so that nothing of it can be read again.",
    "strategy.adopt": "Adopt a plan, and roll it over into its next period.",
    "strategy.edit": "Write plans, clauses, links, milestones and the theory of change, and import them.",
    "strategy.read": "See plans and reports that are not adopted or published yet.",
    "submissions.read_all": "See every agency's submissions, their state and their problem reports.",
    "submissions.read_own": "See the submissions of one's own organisation.",
    "submissions.upload": "Send files for one's own organisation.",
    "submissions.upload_any": "Send files on behalf of any organisation.",
    "targets.edit": "Set baselines, targets and owners of indicators.",
    "tokens.make": "Make tokens with which a program acts with some of one's own permissions.",
}
# what the API asks for, so what is worth giving to a token
OVER_THE_API = (
    "figures.read_partner",
    "hotspots.read_partner",
    "catalogue.read",
    "submissions.read_all",
    "submissions.read_own",
    "strategy.read",
)


@dataclass(frozen=True)
class Role:
    """What one kind of person does here, and so may do. With `of_an_organisation` it holds only there."""

    key: str
    title: str
    meaning: str
    permissions: frozenset[str]
    of_an_organisation: bool = False
    wants_second_factor: bool = False
    of_the_system: bool = False  # held by a system principal, never granted


def _roles(*roles: Role) -> dict[str, Role]:
    unknown = {each for role in roles for each in role.permissions} - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"Roles name permissions that do not exist: {', '.join(sorted(unknown))}.")
    return {role.key: role for role in roles}


_READS_PARTNER_FIGURES = frozenset({"figures.read_partner", "hotspots.read_partner", "catalogue.read"})
_SENDS = frozenset({"submissions.upload", "submissions.read_own", "catalogue.read"})

ROLES: dict[str, Role] = _roles(
    Role(
        "analyst",
        "Analyst",
        "Receives files, matches headings, reviews places, reads partner figures, and writes evidence and reports.",
        _READS_PARTNER_FIGURES
        | {"submissions.upload", "submissions.upload_any", "submissions.read_all", "submissions.read_own"}
        | {"mappings.edit", "locations.review", "jobs.read", "jobs.retry", "agreements.read"}
        | {"figures.release", "tokens.make"}
        | {"strategy.read", "evidence.edit", "targets.edit", "reports.edit"},
    ),
    Role(
        "programme_lead",
        "Programme lead",
        "Runs the partnership: its strategy, boards, evidence and reports; reads partner figures and signs agreements.",
        _READS_PARTNER_FIGURES
        | {"submissions.read_all", "jobs.read", "agreements.read", "agreements.sign", "agreements.end"}
        | {"boards.manage", "organisations.manage", "assurance.read", "tokens.make"}
        | {"strategy.read", "strategy.edit", "strategy.adopt", "evidence.edit", "research.commission"}
        | {"leadership.record", "targets.edit", "reports.edit", "reports.sign"},
    ),
    Role(
        "submitter",
        "Submitter",
        "Sends the files of a school, health body, police force or other agency and puts them right.",
        _SENDS | {"figures.read_partner"},
        of_an_organisation=True,
    ),
    Role(
        "provider",
        "Provider",
        "Delivers interventions and sends the return of its organisation.",
        _SENDS,
        of_an_organisation=True,
    ),
    Role(
        "board_member",
        "Board member",
        "Reads partner figures, drafts of plans and reports, and what was agreed.",
        _READS_PARTNER_FIGURES | {"agreements.read", "strategy.read"},
    ),
    Role(
        "information_governance",
        "Information governance lead",
        "Signs and ends agreements, purges, and reads the audit trail.",
        frozenset({"agreements.read", "agreements.sign", "agreements.end", "audit.read", "assurance.read"})
        | {"retention.purge", "retention.hold", "catalogue.read", "submissions.read_all"},
        wants_second_factor=True,
    ),
    Role(
        "administrator",
        "Administrator",
        "Looks after accounts, roles and organisations, and sees no submission and no partner figure.",
        frozenset({"people.manage", "organisations.manage", "boards.manage", "jobs.read", "assurance.read"}),
        wants_second_factor=True,
    ),
    Role(
        "operator",
        "Operator",
        "The command line of the machine that runs Headwater, and its background worker.",
        frozenset(PERMISSIONS) - {"tokens.make"},
        of_the_system=True,
    ),
)


def get_role(key: str) -> Role:
    if key not in ROLES:
        raise Invalid(f"{key!r} is not a role. The roles are {', '.join(ROLES)}.")
    return ROLES[key]


def checked_permissions(keys: Iterable[str]) -> frozenset[str]:
    """The keys, if each is a permission."""
    unknown = sorted(set(keys) - set(PERMISSIONS))
    if unknown:
        raise Invalid(f"There is no permission {', '.join(unknown)}.")
    return frozenset(keys)
