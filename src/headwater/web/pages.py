"""Long lists in pages of fifty, and the words that a reader looks for in one."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50
LONGEST = 100  # characters of a search


def page_of(request: HttpRequest, found: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page that the address asks for; the first where it asks for nonsense."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def sought(request: HttpRequest) -> str:
    """The words that a reader looks for; empty where they look for none."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
