"""`headwater check-claims` and `headwater is-it-a-change`: what a text claims, and what two numbers carry. Neither keeps
anything, and neither needs what is kept under the home folder.
"""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from headwater.cli import screen
from headwater.insight.performance import change
from headwater.insight.performance.change import Answer, Question
from headwater.insight.performance.claims import documents, guard
from headwater.insight.performance.claims.findings import Finding
from headwater.vocabulary.errors import Invalid, NotFound


@click.command()
@click.argument("file", metavar="FILE")
@screen.AS_JSON
def check_claims(*, file: str, as_json: bool) -> None:
    """Look for sentences that say more than their figures do.

    FILE is Word (.docx), CSV, Markdown or plain text; a dash reads the text from standard input. Each finding says why,
    and what could be written instead. Findings are not errors: the command ends well whatever it found.
    """
    findings = guard.check(documents.text_of(_content(file), name=file))
    if as_json:
        screen.document({"file": file, "findings": [_as_row(each) for each in findings]})
        return
    for each in findings:
        _show(each)
    screen.say(_in_all(len(findings)))


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(documents.MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(documents.MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError:
        raise Invalid(f"{file} cannot be read. Is it a file, and may you open it?") from None


def _as_row(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind.value, "title": finding.title, **asdict(finding)}


def _show(finding: Finding) -> None:
    screen.say(finding.title)
    screen.say(f"  “{finding.sentence}”")
    screen.say(f"  {finding.why}")
    screen.say(f"  {finding.instead}")
    screen.say()


def _in_all(count: int) -> str:
    if not count:
        return "Nothing to question. That does not show that the numbers are right."
    return f"{count} thing{'s' if count > 1 else ''} to look at again."


@click.command()
@click.argument("before", type=click.IntRange(min=0))
@click.argument("after", type=click.IntRange(min=0))
@click.option("--people", nargs=2, type=int, metavar="N N", help="How many people each number is of.")
@click.option("--months", nargs=2, type=float, metavar="N N", help="How many months each number is of.")
@screen.AS_JSON
def is_it_a_change(
    *,
    before: int,
    after: int,
    people: tuple[int, int] | None,
    months: tuple[float, float] | None,
    as_json: bool,
) -> None:
    """Whether one count is a change from another: `headwater is-it-a-change 30 20`.

    Says what can be said, and how large a change would have been needed to show.
    """
    answer = change.is_it_a_change(
        Question(before, after, *(people or (None, None)), *(months or (None, None)))
    )
    if as_json:
        screen.document(as_document(answer))
        return
    for sentence in (answer.headline, *answer.says, answer.care):
        screen.say(sentence)


def as_document(answer: Answer) -> dict[str, object]:
    ratio = answer.comparison.ratio
    return {
        "verdict": answer.comparison.verdict.value,
        "headline": answer.headline,
        "says": list(answer.says),
        "write": answer.write,
        "care": answer.care,
        "p": answer.comparison.p,
        "ratio": asdict(ratio) if ratio else None,
        "smallest_fall": answer.comparison.smallest_fall,
        "smallest_rise": answer.comparison.smallest_rise,
    }
