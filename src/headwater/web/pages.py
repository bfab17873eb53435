"""Long lists in pages of fifty."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def page_of(request: HttpRequest, found: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page that the address asks for; the first where it asks for nonsense."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
