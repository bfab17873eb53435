"""Reports: the editions that everybody may read, and, for those who write them, the report as it stands now with its commentary."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.access import rate_limits
from headwater.governance.audit import clock
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, outlines, printing, queries
from headwater.insight.reporting import content as contents
from headwater.insight.reporting.actions import Beside
from headwater.insight.reporting.models import Commentary, Edition
from headwater.vocabulary.errors import NotFound
from headwater.web import attempts, context, downloads, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of

READS, EDITS, SIGNS = "strategy.read", "reports.edit", "reports.sign"
FORMS = ("pdf", "docx", "xlsx", "csv", "json")
FOR_WHOM = ((Audience.PUBLIC.value, "Everybody"), (Audience.PARTNER.value, "Partners only"))


class FreezeForm(forms.Form):
    audience = forms.ChoiceField(label="For whom", choices=FOR_WHOM, widget=forms.RadioSelect)
    reason = together.long_text(
        "Why, if something in the commentary is questioned",
        required=False,
        rows=2,
        help_text="It is printed in the edition. Leave it empty where nothing is questioned.",
    )


class SignForm(forms.Form):
    signed_as = forms.CharField(
        label="As what do you sign?",
        max_length=200,
        help_text="A post, such as Chair of the board. Your name stands in the audit trail.",
    )


class CommentForm(together.WrittenForm):
    text = together.long_text(
        "What do these figures mean here?",
        required=False,
        rows=6,
        help_text="Say no more than they do, and name nobody. An emptied comment is taken away; its versions are kept.",
    )


@public
def report_list(request: HttpRequest) -> HttpResponse:
    shut = _public_only(request)
    found = list(queries.editions(public_only=shut))
    if "figures.read_partner" not in context.held_by(request):
        found = [each for each in found if each.audience == Audience.PUBLIC]
    page = {"outlines": [] if shut else outlines.outlines(), "editions": found}
    return render(request, "reports/list.html", page)


@needs(READS, EDITS)
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The chapters of a report, and what would be asked before it is frozen."""
    outline = outlines.get_outline(key)
    content = contents.content_of(outline, audience=figures.audience_of(request), on=clock.today())
    page = {
        "outline": outline,
        "chapters": content["chapters"],
        "doubts": queries.doubts(content),
        "editions": queries.editions(public_only=False, report=key),
    }
    return render(request, "reports/report.html", page)


@needs(READS, EDITS)
def chapter(request: HttpRequest, key: str, chapter: str) -> HttpResponse:
    """One chapter as it stands now, with the commentary beside its blocks."""
    outline = outlines.get_outline(key)
    if chapter not in {each.key for each in outline.chapters}:
        raise NotFound("This report has no such chapter.")
    audience = figures.audience_of(request)
    content = contents.content_of(outline, audience=audience, on=clock.today(), chapter=chapter)
    blocks = printing.with_addresses(content["chapters"][0])["blocks"]
    page = {"outline": outline, "chapter": content["chapters"][0], "blocks": blocks, "for_whom": FOR_WHOM}
    return render(request, "reports/chapter.html", page)


@needs(EDITS)
def comment(request: HttpRequest, key: str, block: str, audience: str) -> HttpResponse:
    """Write beside one block, for everybody or for partners."""
    if audience not in dict(FOR_WHOM):
        raise NotFound("Comments are for the public or for partners.")
    outline = outlines.get_outline(key)
    wanted = queries.find_wanted(outline, block)
    beside = Beside(key, wanted.key, Audience(audience))
    there = queries.find_commentary(key, wanted.key, beside.audience)
    live = queries.live_block(wanted, audience=beside.audience, on=clock.today())
    within = next(each.key for each in outline.chapters if wanted in each.blocks)
    task = attempts.Task(
        heading=f"Comment: {live.title}",
        button="Save",
        done="Your comment stands beside the figures.",
        back=reverse("report-chapter", args=[key, within]),
        says=" ".join(live.says) or live.missing,
    )
    form = CommentForm(attempts.submitted(request), thing=there)
    if there is None:
        return attempts.answer(
            request,
            form,
            task,
            lambda given: actions.write_commentary(beside, text=given["text"], by=person_of(request)),
        )

    def rewrite(_thing: Commentary, *, changes: dict[str, Any], **given: Any) -> Commentary:
        return actions.write_commentary(beside, text=changes["text"], **given)

    return together.answer(request, form, task, there, rewrite)


@needs(EDITS)
def freeze(request: HttpRequest, key: str) -> HttpResponse:
    outline = outlines.get_outline(key)
    task = attempts.Task(
        heading=f"Freeze an edition: {outline.title}",
        button="Freeze",
        done="The edition is kept whole. Nothing in it will change.",
        back=reverse("report", args=[key]),
        says="Everything is kept as it stands at this moment. Read it, then let somebody sign it.",
    )

    def keep(given: dict[str, Any]) -> Edition:
        audience = Audience(given["audience"])
        return actions.freeze_edition(key, audience=audience, reason=given["reason"], by=person_of(request))

    return attempts.answer(request, FreezeForm(attempts.submitted(request)), task, keep, then=_address)


@public
def edition(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One edition: what it is, who signed it, and its files."""
    found = _edition(request, uuid)
    content = queries.read(found, on=clock.today())
    page = {"edition": found, "content": content, "forms": FORMS, "lines": printing.stamp(found).lines}
    return render(request, "reports/edition.html", page)


@public
def read(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The edition itself, to read."""
    found = _edition(request, uuid)
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the policy's middleware
    content = queries.read(found, on=clock.today())
    return HttpResponse(printing.page(content, printing.stamp(found), nonce=nonce, back=_address(found)))


@public
def file(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The edition as a file. Printing takes seconds, so nobody asks for it without end."""
    found = _edition(request, uuid)
    if form not in FORMS:
        raise NotFound(f"An edition is given as {', '.join(FORMS)}.")
    who = str(request.user.pk or request.META.get("REMOTE_ADDR", ""))
    rate_limits.check(rate_limits.EXPORTS, who, now=clock.now())
    queries.read(found, on=clock.today())
    made = printing.of_edition(found, form)
    return downloads.attached(made, form, f"{found.report}-{found.audience}-{found.number}")


@needs(SIGNS)
def sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = queries.get_edition(uuid, public_only=False)
    task = attempts.Task(
        heading=f"Sign {found}",
        button="Sign",
        done="The edition is signed.",
        back=_address(found),
        says="You answer for what it says. What is signed stays as it is.",
        care=True,
    )
    form = SignForm(attempts.submitted(request))
    return attempts.answer(
        request,
        form,
        task,
        lambda given: actions.sign_edition(found, signed_as=given["signed_as"], by=person_of(request)),
    )


@needs(SIGNS)
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = queries.get_edition(uuid, public_only=False)
    task = attempts.Task(
        heading=f"Publish {found}",
        button="Publish",
        done="Everybody can read it now.",
        back=_address(found),
        says="It will stand on the public page of reports, with its files.",
        care=True,
    )
    form = forms.Form(attempts.submitted(request))
    return attempts.answer(
        request, form, task, lambda _given: actions.publish_edition(found, by=person_of(request))
    )


def _edition(request: HttpRequest, uuid: UUID) -> Edition:
    """An edition that this reader may open: partner editions are for those who may read partners' figures."""
    found = queries.get_edition(uuid, public_only=_public_only(request))
    if found.audience == Audience.PARTNER and "figures.read_partner" not in context.held_by(request):
        raise NotFound("There is no such edition, or it is not published.")
    return found


def _public_only(request: HttpRequest) -> bool:
    return not {READS, EDITS}.intersection(context.held_by(request))


def _address(found: Edition) -> str:
    return reverse("edition", args=[found.uuid])
