"""Papers of leadership on a page: the clauses that they serve, in words, and shares of a board."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headwater.governance.partners import queries as partners
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause

register = template.Library()
SHORT = 140


@register.simple_tag(takes_context=True)
def clauses_served(context: dict[str, Any], keys: Iterable[str]) -> SafeString:
    """The clauses as a list with links; nothing where the reader may see none of them. Drafts are for those who work on them."""
    may: frozenset[str] = getattr(context.get("frame"), "may", frozenset())
    found = strategy.find_addresses(key for key in keys if key).values()
    shown = [each for each in found if "strategy.read" in may or each.plan.status in strategy.PUBLIC]
    if not shown:
        return SafeString("")
    items = format_html_join("", "<li>{}</li>", ((_link(each),) for each in shown))
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)


def _link(clause: Clause) -> SafeString | str:
    words = clause.text if len(clause.text) <= SHORT else clause.text[: SHORT - 1].rsplit(" ", 1)[0] + "…"
    try:
        address = reverse("clause", args=[clause.plan.key, clause.key])
    except NoReverseMatch:
        return words
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, words)


@register.filter
def of(part: int, whole: int) -> str:
    """A part of a whole, in words that stay honest where the whole is small.

    >>> of(1, 4), of(0, 0)
    ('1 of 4', 'None')
    """
    return f"{part} of {whole}" if whole else "None"


@register.filter
def field_words(name: str) -> str:
    """A field's name as people say it.

    >>> field_words("due_on"), field_words("says")
    ('Due on', 'Says')
    """
    return name.replace("_", " ").capitalize()


@register.filter
def content_words(value: Any) -> str:
    """What a version kept of a field. Another thing that it named is told by its name where that is an organisation.

    >>> content_words(None), content_words(True), content_words(["a", "b"]), content_words([{"item": "Light", "voice": "young"}])
    ('Nothing', 'Yes', 'a; b', 'Light (young)')
    """
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(map(_entry, value)) or "Nothing"
    return _named(str(value)) if value else "Nothing"


def _entry(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    first, *rest = [str(each) for each in value.values() if each]
    return f"{first} ({', '.join(rest)})" if rest else first


def _named(text: str) -> str:
    try:
        found = partners.organisations().filter(uuid=UUID(text)).first()
    except ValueError:
        return text
    return found.name if found else "Another paper"
