"""What may stand in the library, and when it has grown old. Plain facts in, a reason or nothing out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from headwater.vocabulary.errors import Refusal

# a research brief: what may be done in each state, and what it then is
BRIEF_STATES: Mapping[tuple[str, str], str] = {
    ("draft", "issue"): "issued",
    ("issued", "close"): "closed",
}
BEST_SECURITY, HIGHEST_COST = 5, 3
INDICATOR = "indicator:"  # before an indicator's key, where an arrow of the driver tree ends at one
UNFOUNDED = "none"  # the grade that needs nothing behind it
ALIGNED, OLDER, NOT_YET, OUTSIDE = (
    "aligned",
    "older",
    "not_yet",
    "outside",
)  # how a factor stands to the national list
_OF_PLACES = {"community", "society"}
_SAFE_ADDRESSES = ("https://", "http://")


def check_again_by(checked_on: date) -> date:
    """The day a year on; from the day after it, an entry is stale.

    >>> check_again_by(date(2025, 6, 30)), check_again_by(date(2024, 2, 29))
    (datetime.date(2026, 6, 30), datetime.date(2025, 2, 28))
    """
    try:
        return checked_on.replace(year=checked_on.year + 1)
    except ValueError:  # the last day of February in a leap year
        return checked_on.replace(year=checked_on.year + 1, day=28)


def is_stale(checked_on: date | None, on: date) -> bool:
    """Whether nobody has looked at the source for more than twelve months, or ever.

    >>> is_stale(date(2025, 6, 30), date(2026, 6, 30)), is_stale(date(2025, 6, 30), date(2026, 7, 1))
    (False, True)
    """
    return checked_on is None or on > check_again_by(checked_on)


def why_not_source(*, source_url: str, checked_on: date | None, on: date) -> Refusal | None:
    """A source can be opened, and was not looked at tomorrow."""
    if source_url and not source_url.startswith(_SAFE_ADDRESSES):
        return Refusal("address", "The address of a source begins with https:// or http://.")
    if checked_on and checked_on > on:
        return Refusal("checked_later", "The day on which the source was checked has not come yet.")
    return None


def why_not_grade(grade: str, *, founded_on: str) -> Refusal | None:
    """A grade stands on something that can be looked up."""
    if grade != UNFOUNDED and not founded_on.strip():
        return Refusal(
            "unfounded", "A grade needs a source behind it. Name the source, or grade it “No evidence yet”."
        )
    return None


def alignment(term: str, version: str, *, current: str, bearing: str, level: str) -> str:
    """How a factor stands to the national list, which holds risks that may apply to a person or a household.

    >>> alignment("", "", current="0.3", bearing="risk", level="school")
    'not_yet'
    >>> alignment("", "", current="0.3", bearing="risk", level="society")
    'outside'
    """
    if term:
        return ALIGNED if version == current else OLDER
    return OUTSIDE if bearing == "protective" or level in _OF_PLACES else NOT_YET


def why_not_align(term: str, version: str) -> Refusal | None:
    """A term was read somewhere: in a version of the list."""
    if bool(term.strip()) != bool(version.strip()):
        return Refusal(
            "version", "Give the term of the standard and the version in which you read it, or neither."
        )
    return None


def why_not_rate(*, security: int | None, cost: int | None) -> Refusal | None:
    """Security is 1 to 5 and cost 1 to 3, or not rated."""
    if security is not None and not 1 <= security <= BEST_SECURITY:
        return Refusal("security", f"Security runs from 1 (very low) to {BEST_SECURITY} (very high).")
    if cost is not None and not 1 <= cost <= HIGHEST_COST:
        return Refusal("cost", f"Cost runs from 1 (low) to {HIGHEST_COST} (high).")
    return None


def why_not_known(keys: Sequence[str], known: Collection[str], *, what: str) -> Refusal | None:
    """What is named exists."""
    missing = [key for key in keys if key not in known]
    if missing:
        return Refusal("dangling", f"There is no {what} called {', '.join(missing)}. Add it first.")
    return None


def why_not_arrow(from_key: str, to_key: str, *, factors: Collection[str]) -> Refusal | None:
    """An arrow leads from one factor to another, or to an indicator."""
    if from_key == to_key:
        return Refusal("itself", "A factor is not a cause of itself. Choose another end for the arrow.")
    if to_key.startswith(INDICATOR):
        return None if to_key != INDICATOR else Refusal("nowhere", "Say to which indicator the arrow leads.")
    return why_not_known([to_key], factors, what="factor")


def why_not_target(factor_keys: Sequence[str], *, own_function: bool) -> Refusal | None:
    """What is done for people acts on something. The partnership's own functions may act on the partnership."""
    if not factor_keys and not own_function:
        return Refusal(
            "no_factor",
            "Say which risk or protective factor it acts on. Each intervention targets at least one.",
        )
    return None


def is_proposed(starts_on: date | None, on: date) -> bool:
    """Whether it has not begun: without a first day, it runs already."""
    return starts_on is not None and starts_on > on


def why_not_propose(evidence_keys: Sequence[str], *, proposed: bool) -> Refusal | None:
    """What is yet to begin is founded on something, be it an entry that says that too little is known."""
    if proposed and not evidence_keys:
        return Refusal(
            "no_evidence",
            "Name at least one entry of the library that this proposal is founded on. Where too little is known, name the entry that says so.",
        )
    return None


def why_not_last(starts_on: date | None, ends_on: date | None) -> Refusal | None:
    if starts_on and ends_on and ends_on <= starts_on:
        return Refusal("ends_first", "It ends before it starts. Check both days.")
    return None


def why_not_move(state: str, verb: str) -> Refusal | None:
    """Whether a brief in this state may be issued or closed."""
    if (state, verb) in BRIEF_STATES:
        return None
    said = {"issue": "issued", "close": "closed"}[verb]
    return Refusal("state", f"This brief is {state}, so it cannot be {said} now.")


def why_not_issue(state: str, *, lived_experience_role: str, payment_gbp: float | None) -> Refusal | None:
    """No research about people without people who lived it, and none of them unpaid."""
    if refusal := why_not_move(state, "issue"):
        return refusal
    return why_not_unpaid(lived_experience_role=lived_experience_role, payment_gbp=payment_gbp)


def why_not_unpaid(*, lived_experience_role: str, payment_gbp: float | None) -> Refusal | None:
    if not lived_experience_role.strip():
        return Refusal(
            "no_lived_experience",
            "Say what people with lived experience do in this study. It cannot be issued without them.",
        )
    if not payment_gbp or payment_gbp <= 0:
        return Refusal(
            "no_payment",
            "Say what people with lived experience are paid. It cannot be issued without their payment.",
        )
    return None


def why_not_close(state: str, *, findings: str, uptake: str, uptake_why: str) -> Refusal | None:
    """A study ends in what was found, whether it was taken up, and why or why not."""
    if refusal := why_not_move(state, "close"):
        return refusal
    if not findings.strip():
        return Refusal("no_findings", "Say what was found, even where it was nothing.")
    if uptake not in {"yes", "no"}:
        return Refusal("no_uptake", "Say whether the findings were taken up: yes or no.")
    if not uptake_why.strip():
        return Refusal("no_reason", "Say why the findings were or were not taken up.")
    return None


def why_not_change_brief(state: str) -> Refusal | None:
    if state == "closed":
        return Refusal("closed", "This study is closed, and what was said of it stands. Draft a new brief.")
    return None
