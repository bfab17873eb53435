"""The area profile as a document: PDF to read and print, DOCX to edit, both from one gathering."""

from headwater.governance.audit import clock
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import pages, word
from headwater.insight.reporting.profile import profile
from headwater.vocabulary.errors import NotFound


def profile_document(area_code: str, form: str, *, audience: Audience) -> bytes:
    """The profile of an area as `pdf` or `docx`. NotFound where nothing may be shown of it."""
    found = profile(area_code, audience=audience, on=clock.today())
    if form == "pdf":
        return pages.pdf(pages.html("profile.html", {"profile": found}))
    if form == "docx":
        return word.of_profile(found)
    raise NotFound("A profile is made as pdf or docx.")
