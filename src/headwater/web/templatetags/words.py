"""Words for states and kinds, so that pages, and not the rooms below, choose how they are said."""

from datetime import date, timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.data.contracts.language import Sensitivity
from headwater.data.contracts.registry import contracts
from headwater.governance.partners import queries as partners

register = template.Library()

WHERE_IT_GOES: dict[Sensitivity, str] = {
    Sensitivity.OPEN: "The lake",
    Sensitivity.PERSONAL: "The lake, under an agreement",
    Sensitivity.PSEUDONYM: "The lake, as a keyed hash",
    Sensitivity.IDENTIFIER: "The vault only",
    Sensitivity.FREE_TEXT: "Used to find the place, then dropped",
}
TAGS: dict[str, tuple[str, str]] = {
    "queued": ("waiting", "Waiting"),
    "running": ("waiting", "Running"),
    "done": ("good", "Done"),
    "failed": ("stopped", "Failed"),
    "refused": ("stopped", "Refused"),
    "received": ("waiting", "Waiting to be checked"),
    "needs_mapping": ("care", "Columns to be matched"),
    "landed": ("good", "Landed"),
    "superseded": ("plain", "Replaced"),
    "current": ("good", "Current"),
    "ended": ("stopped", "Ended early"),
    "expired": ("care", "Run out"),
    "not_started": ("waiting", "Not started"),
    "missing": ("care", "Missing"),
    "late": ("care", "Late"),
    "held": ("care", "Legal hold"),
    "draft": ("waiting", "Draft"),
    "consultation": ("waiting", "Out for consultation"),
    "adopted": ("good", "Adopted"),
    "new": ("good", "New"),
    "gone": ("stopped", "No longer there"),
    "changed": ("care", "Changed"),
    "met": ("good", "Met"),
    "not_met": ("care", "Not met"),
    "not_met_yet": ("waiting", "Not met yet"),
    "cannot_tell": ("plain", "Cannot tell yet"),
}


@register.filter
def months_words(months: int) -> str:
    """A time as people say it.

    >>> months_words(84), months_words(12), months_words(18)
    ('7 years', '1 year', '18 months')
    """
    years, rest = divmod(months, 12)
    if rest:
        return f"{months} months"
    return f"{years} year" if years == 1 else f"{years} years"


@register.filter
def where_it_goes(sensitivity: Sensitivity) -> str:
    return WHERE_IT_GOES[sensitivity]


@register.filter
def state_words(state: object) -> str:
    return _tag(state)[1]


def _tag(state: object) -> tuple[str, str]:
    key = str(state)
    return TAGS.get(key, ("plain", key.replace("_", " ").capitalize()))


@register.filter
def state_tag(state: object) -> SafeString:
    """A state as a tag: words always, colour besides."""
    kind, words = _tag(state)
    return format_html('<strong class="hw-tag hw-tag--{}">{}</strong>', kind, words)


@register.filter
def source_words(contract_key: str) -> str:
    """The title of a source; its key where the contract is no longer there."""
    contract = contracts().get(contract_key)
    return contract.title if contract else contract_key or "Not recognised yet"


@register.filter
def organisation_words(key: str) -> str:
    """The name of an organisation; its key where it is not registered."""
    found = partners.find_organisation(key) if key else None
    return found.name if found else key or "Nobody named"


JOBS = {"walk": "Check a file", "refresh": "Bring figures up to date"}


@register.filter
def job_words(name: str) -> str:
    return JOBS.get(name, name)


@register.filter
def share_words(share: float | None) -> str:
    """A share in per cent; never the whole, or nothing, by rounding alone.

    >>> share_words(0.99999), share_words(1.0), share_words(0.5), share_words(0.0001), share_words(None)
    ('99.9%', '100%', '50%', '0.1%', 'Not known')
    """
    if share is None:
        return "Not known"
    percent = share * 100
    shown = percent if percent in {0, 100} else min(max(round(percent, 1), 0.1), 99.9)
    return f"{shown:g}%"


@register.filter
def day_before(day: date) -> date:
    """Periods are half-open inside the program; people name the last day."""
    return day - timedelta(days=1)


@register.filter
def written(said: object) -> str:
    """A field of something written together: the parts of a list set apart by semicolons.

    >>> written(("a", "b")), written(True)
    ('a; b', 'Yes')
    """
    if isinstance(said, bool):
        return "Yes" if said else "No"
    return "; ".join(map(str, said)) if isinstance(said, list | tuple) else str(said)
