"""The whole API: its version, its description, one router a domain. `urls.py` mounts it under /api/v1/."""

from ninja import NinjaAPI

from headwater.api import (
    areas,
    charts,
    claims,
    comparison,
    errors,
    evidence,
    figures,
    indicators,
    inequality,
    leadership,
    maps,
    performance,
    reports,
    sources,
    strategy,
    submissions,
    vision,
    when,
)
from headwater.api.callers import TokenOrNobody

api = NinjaAPI(
    title="Headwater",
    version="1",
    description=(
        "Released figures of a violence reduction partnership, as the pages show them. Public figures need no "
        "token. With a token you read what your roles give, and no more than the token was made for."
    ),
    urls_namespace="api",
    auth=TokenOrNobody(),
    docs_url=None,  # a page of scripts from elsewhere; the description itself is at openapi.json
)
errors.register(api)
api.add_router("/figures", figures.router)
api.add_router("/indicators", indicators.router)
api.add_router("/areas", areas.router)
api.add_router("/comparisons", comparison.router)
api.add_router("/inequality", inequality.router)
api.add_router("/evidence", evidence.router)
api.add_router("/leadership", leadership.router)
api.add_router("/maps", maps.router)
api.add_router("/maps", when.router)
api.add_router("/claims", claims.router)
api.add_router("/charts", charts.router)
api.add_router("/performance", performance.router)
api.add_router("/reports", reports.router)
api.add_router("/sources", sources.router)
api.add_router("/strategy", strategy.router)
api.add_router("/submissions", submissions.router)
api.add_router("/vision", vision.router)
