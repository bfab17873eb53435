"""HTML from the templates of this room, and PDF from HTML. Nothing is fetched: pictures are inside the page."""

from pathlib import Path
from typing import Any

from django.template import Context, Engine
from weasyprint import HTML
from weasyprint.urls import URLFetcher

_ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")], autoescape=True)


def html(template: str, facts: dict[str, Any]) -> str:
    return _ENGINE.get_template(template).render(Context(facts))


def pdf(page: str) -> bytes:
    """The page as a tagged PDF/UA, for screen readers as for printers."""
    within = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    return bytes(HTML(string=page, url_fetcher=within).write_pdf(pdf_variant="pdf/ua-1"))
