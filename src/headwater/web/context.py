"""What every page knows: its name, help lines, links for this person, and whether it is a demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from headwater.governance.access import queries as access
from headwater.governance.audit import clock
from headwater.web import help_lines, navigation

HELD = "held_permissions"


@dataclass(frozen=True)
class Frame:
    """The frame of a page."""

    name: str
    demonstration: bool
    exit_to: str
    help_lines: tuple[help_lines.HelpLine, ...]
    public_links: list[navigation.Here]
    working_links: list[navigation.Here]
    may: frozenset[str]  # what the reader holds, so that no page offers what it would then refuse


def held_by(request: HttpRequest) -> frozenset[str]:
    """The permissions of the person who asks; none for somebody who is not signed in."""
    if not hasattr(request, HELD):  # asked by the door, the frame and the page: once is enough
        person = getattr(request, "user", None)
        held = access.permissions_of(person, on=clock.today()) if person else frozenset()
        setattr(request, HELD, held)
    kept: frozenset[str] = getattr(request, HELD)
    return kept


def site(request: HttpRequest) -> dict[str, Frame]:
    held = held_by(request)
    return {
        # not "site": allauth puts its own under that name
        "frame": Frame(
            name="Headwater",
            demonstration=settings.HEADWATER_DEMONSTRATION,
            exit_to=help_lines.EXIT_TO,
            help_lines=help_lines.lines(),
            public_links=navigation.public_links(path=request.path),
            working_links=navigation.working_links(held, path=request.path),
            may=held,
        )
    }
