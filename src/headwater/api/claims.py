"""What a text claims, and what two numbers carry. Open to anybody, and nothing that is sent is kept."""

from math import isfinite

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from headwater.api import errors
from headwater.insight.performance import change
from headwater.insight.performance.change import MOST, MOST_PEOPLE, Answer, Question
from headwater.insight.performance.claims import guard
from headwater.insight.performance.claims.findings import Kind
from headwater.statistics.rates import Verdict

router = Router(tags=["claims"])


class TextIn(Schema):
    """A text to look at."""

    text: str = Field(max_length=guard.MOST_CHARACTERS)


class FindingOut(Schema):
    """One sentence to look at again: why, and what could be written instead."""

    kind: Kind
    title: str
    sentence: str
    start: int
    end: int
    why: str
    instead: str
    numbers: list[float]


class ChangeIn(Schema):
    """Two counts; how many people and months each is of, where they differ."""

    before: int = Field(ge=0, le=MOST)
    after: int = Field(ge=0, le=MOST)
    people_before: int | None = Field(None, gt=0, lt=MOST_PEOPLE)
    people_after: int | None = Field(None, gt=0, lt=MOST_PEOPLE)
    months_before: float | None = Field(None, gt=0, lt=MOST_PEOPLE)
    months_after: float | None = Field(None, gt=0, lt=MOST_PEOPLE)


class ChangeOut(Schema):
    """What can be said. `ratio` is of the second rate to the first, with its limits at 95 %; null where there is none."""

    verdict: Verdict
    headline: str
    says: list[str]
    write: str
    care: str
    p: float
    ratio: float | None
    lower: float | None
    upper: float | None
    smallest_fall: float | None
    smallest_rise: float | None


@router.post("/check", response={200: list[FindingOut], **errors.ANSWERS}, operation_id="check_claims")
def check_claims(request: HttpRequest, given: TextIn) -> list[FindingOut]:  # noqa: ARG001  (ninja's signature)
    """What a text says that its figures do not carry."""
    return [FindingOut(title=each.title, **vars(each)) for each in guard.check(given.text)]


@router.get("/change", response={200: ChangeOut, **errors.ANSWERS}, operation_id="is_it_a_change")
def is_it_a_change(request: HttpRequest, asked: Query[ChangeIn]) -> ChangeOut:  # noqa: ARG001  (ninja's signature)
    """Whether one count is a change from another."""
    return _out(change.is_it_a_change(Question(**asked.dict())))


def _out(answer: Answer) -> ChangeOut:
    compared = answer.comparison
    ratio = compared.ratio
    return ChangeOut(
        verdict=compared.verdict,
        headline=answer.headline,
        says=list(answer.says),
        write=answer.write,
        care=answer.care,
        p=compared.p,
        ratio=ratio.value if ratio else None,
        lower=ratio.lower if ratio else None,
        upper=ratio.upper if ratio and isfinite(ratio.upper) else None,
        smallest_fall=compared.smallest_fall,
        smallest_rise=compared.smallest_rise,
    )
