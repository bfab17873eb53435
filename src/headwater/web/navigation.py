"""The links at the top of every page, chosen by what a person may open."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Link:
    """One link: the name of its page, its words, and the permissions of which one opens it (none: all)."""

    name: str
    words: str
    permissions: tuple[str, ...] = ()
    says: str = ""
    beneath: tuple[str, ...] = ()  # addresses of other pages that stand under this one

    @property
    def url(self) -> str:
        return reverse(self.name)

    def shown_to(self, held: Collection[str]) -> bool:
        return not self.permissions or any(permission in held for permission in self.permissions)

    def holds(self, path: str) -> bool:
        """Whether a page stands beneath this one. Beneath the first page stands no other."""
        if self.url == "/":
            return path == "/"
        return path.startswith((self.url, *self.beneath))


PUBLIC_LINKS: tuple[Link, ...] = (
    Link("home", "Home"),
    Link("trends", "Trends"),
    Link("map", "Map"),
    Link("areas", "Areas"),
    Link(
        "evidence",
        "What we know",
        beneath=("/factors/", "/drivers/", "/interventions/", "/gaps/", "/research/", "/system-map/"),
    ),
    Link("you-said", "You said, we did", beneath=("/decisions/", "/system-change/")),
    Link("strategy", "Strategy"),
    Link(
        "performance",
        "How we are doing",
        beneath=(
            "/vision/",
            "/feeling-safe/",
            "/children-we-look-out-for/",
            "/differences/",
            "/gaps-closing/",
            "/reach/",
            "/inequality/",
            "/outcomes/",
            "/targets/",
        ),
    ),
    Link("reports", "Reports"),
    # what we measure is in the footer of every page: one line of links holds no more
    Link("about-the-data", "About the data", beneath=("/indicators/", "/where-from/")),
)
WORKING_LINKS: tuple[Link, ...] = (
    Link(
        "submissions",
        "Submissions",
        ("submissions.read_all", "submissions.read_own"),
        "Send a file, and see line by line what became of it.",
    ),
    Link(
        "sources", "Sources", ("catalogue.read",), "Every kind of file, how fresh it is and how good it is."
    ),
    Link(
        "mappings",
        "Matched columns",
        ("mappings.edit",),
        "Say once what the headings of a supplier mean; next month it goes by itself.",
    ),
    Link(
        "places-to-review",
        "Places to review",
        ("locations.review",),
        "Say whether a place written in words is the one we think.",
    ),
    Link(
        "partner-map",
        "Partner map",
        ("hotspots.read_partner",),
        "Where violence gathers, in more detail than the public map.",
    ),
    Link(
        "when",
        "When and where",
        ("hotspots.read_partner",),
        "The hours of the week and the kinds of place in which violence is recorded.",
    ),
    Link(
        "agreements",
        "Agreements",
        ("agreements.read",),
        "Who may send and read which records, until when.",
    ),
    Link(
        "assurance",
        "Assurance pack",
        ("assurance.read",),
        "Impact assessment, data-flow map, record of processing and security statement, as they stand today.",
    ),
    Link(
        "retention",
        "Retention",
        ("retention.purge", "retention.hold"),
        "Files whose time has run out, and those that a legal hold keeps.",
    ),
    Link(
        "organisations",
        "Organisations",
        ("organisations.manage",),
        "Who takes part, since when, and who took over from whom.",
    ),
    Link(
        "leadership",
        "Leadership",
        ("leadership.record", "strategy.read"),
        "What is overdue, who has which duty, what partners promised, and what changed.",
        beneath=("/tasks/", "/duties/", "/commitments/", "/insights/", "/pulse/", "/meetings/"),
    ),
    Link(
        "boards",
        "Boards",
        ("boards.manage", "leadership.record", "strategy.read"),
        "Where decisions are made, and who sits there for whom.",
    ),
    Link(
        "people",
        "People and roles",
        ("people.manage",),
        "Who may do what, for which organisation, until when.",
    ),
    Link(
        "tokens",
        "Tokens",
        ("tokens.make",),
        "Let a program of yours read figures with some of your permissions.",
    ),
    Link("jobs", "Jobs", ("jobs.read",), "Work that runs in the background."),
    Link("audit", "Audit", ("audit.read",), "Who did what and when, and whether the record is whole."),
)


@dataclass(frozen=True)
class Here:
    """A link, and whether the page that is open stands beneath its page."""

    link: Link
    holds: bool

    @property
    def url(self) -> str:
        return self.link.url

    @property
    def words(self) -> str:
        return self.link.words

    @property
    def says(self) -> str:
        return self.link.says


def public_links(*, path: str = "") -> list[Here]:
    """The pages that everybody may open."""
    return [Here(link, link.holds(path)) for link in PUBLIC_LINKS]


def working_links(held: Collection[str], *, path: str = "") -> list[Here]:
    """What this person came for: the pages that their roles open, in one fixed order."""
    return [Here(link, link.holds(path)) for link in WORKING_LINKS if link.shown_to(held)]
