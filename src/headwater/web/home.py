"""The public home: what is happening, in plain words, before anything else; then help, what people said, and the reader's own area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.leadership import decisions
from headwater.insight.indicators import partnership
from headwater.insight.indicators.models import Area
from headwater.insight.performance import standing
from headwater.insight.release.draft import Audience
from headwater.web import figures, help_lines
from headwater.web.doors import public

TOLD = 2  # of what people said and what changed, the newest
LOCAL_KINDS = (
    "ltla",
    "csp",
    "utla",
)  # the first of these that there are several of is offered on the home page


@public
def home(request: HttpRequest) -> HttpResponse:
    readings = _headlines()
    periods = [reading.latest.period for reading in readings if reading.latest]
    page = {
        "readings": readings,
        "in_short": in_short(readings),
        "newest": max(periods, key=lambda period: period.end, default=None),
        "local": _local(),
        "near": help_lines.near(),
        "answered": decisions.newest_answers(TOLD),
        "owed": decisions.overdue_replies(on=clock.today()).count(),
    }
    return render(request, "public/home.html", page)


def _headlines() -> list[figures.Reading]:
    """The partnership's chosen indicators, each for the widest area that it was released for."""
    offers = figures.offers(Audience.PUBLIC)
    chosen = [offers[key] for key in partnership.partnership().headline_indicators if key in offers]
    return [reading for offer in chosen if (reading := _widest(offer))]


def in_short(readings: list[figures.Reading]) -> standing.Standing | None:
    """One word for all of them, or of how many it is true."""
    judged = [
        standing.Measure(each.indicator.key, each.indicator, each.verdict)
        for each in readings
        if each.verdict
    ]
    return standing.standing_of(judged) if judged else None


def _widest(offer: figures.Offer) -> figures.Reading | None:
    widest = (figures.named(kind).first() for kind in figures.KIND_WORDS if kind in offer.kinds())
    readings = (figures.read(offer, area, audience=Audience.PUBLIC) for area in widest if area)
    return next((reading for reading in readings if reading.latest or reading.refused), None)


def _local() -> list[Area]:
    """The districts, so that everybody is one click from what is happening where they live."""
    found = (list(figures.named(kind)) for kind in LOCAL_KINDS)
    return next((areas for areas in found if len(areas) > 1), [])
