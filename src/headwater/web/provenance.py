"""Where a number comes from: the sources, files, contract, policy and code behind one release."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.insight.reporting import lineage
from headwater.vocabulary.periods import Grain
from headwater.web import figures
from headwater.web.doors import public


@public
def where_from(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Nothing here names a file or a person; a file is known by its hash."""
    found = lineage.lineage(uuid, audience=figures.audience_of(request), on=clock.today())
    breakdown = found.indicator.breakdown(found.release.breakdown)
    page = {
        "lineage": found,
        "breakdown": breakdown.title if breakdown else "",
        "grain": figures.GRAIN_WORDS[Grain(found.release.grain)],
        "kinds": [
            figures.KIND_WORDS[kind] for kind in found.release.area_kinds if kind in figures.KIND_WORDS
        ],
    }
    return render(request, "public/where_from.html", page)
