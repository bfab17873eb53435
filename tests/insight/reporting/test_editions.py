"""An edition is whole, of one state, and never changes; what people write beside figures is flagged when those move."""

import hashlib
import io
import threading
import time
import zlib
from datetime import UTC, datetime

import docx
import openpyxl
import pytest
from django.db import connection
from insight.reported import release_months
from web import town

from headwater.governance.audit import clock
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import actions as acts
from headwater.governance.partners import queries as partners
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, outlines, printing, queries
from headwater.insight.reporting import content as contents
from headwater.insight.reporting.actions import Beside
from headwater.insight.reporting.models import Edition
from headwater.machinery import turns
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

REPORT = "annual-report-chapter"
BLOCK = f"indicator-{town.INDICATOR}"
QUESTIONED = "Our patrols caused the fall in violence."
PUBLIC = Audience.PUBLIC

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.every_store]


@pytest.fixture
def figures(db) -> None:
    town.make_town()


def freeze(report: str = REPORT, audience: Audience = PUBLIC, **given) -> Edition:
    return actions.freeze_edition(report, audience=audience, by=partners.operator(), **given)


def sign(edition: Edition) -> Edition:
    return actions.sign_edition(edition, signed_as="Chair of the board", by=partners.operator())


def comment(text: str, *, report: str = REPORT, audience: Audience = PUBLIC, **given):
    beside = Beside(report, BLOCK, audience)
    return actions.write_commentary(beside, text=text, by=partners.operator(), **given)


def move_the_figures() -> None:
    """Another release of the same series, with other figures."""
    town.withdraw(indicator=town.INDICATOR)
    release_months(town.INDICATOR, 777)


def test_an_edition_gives_the_same_bytes_after_other_figures_landed(figures) -> None:
    edition = freeze()
    forms = ("html", "docx", "xlsx", "csv", "json")
    before = {form: printing.printed(edition.content, form, of=printing.stamp(edition)) for form in forms}
    move_the_figures()
    kept = Edition.objects.get(pk=edition.pk)
    after = {form: printing.printed(kept.content, form, of=printing.stamp(kept)) for form in forms}
    assert after == before
    assert freeze().sha256 != edition.sha256


def test_an_edition_is_printed_once_and_again_when_it_was_signed(figures) -> None:
    edition = freeze()
    first = printing.of_edition(edition, "docx")
    assert printing.of_edition(Edition.objects.get(pk=edition.pk), "docx") is first
    assert first == printing.printed(edition.content, "docx", of=printing.stamp(edition))
    assert printing.of_edition(sign(edition), "docx") != first


@pytest.mark.pdf
def test_a_printed_edition_is_the_same_byte_for_byte(figures) -> None:
    edition = sign(freeze())
    once, again = (printing.printed(edition.content, "pdf", of=printing.stamp(edition)) for _ in range(2))
    assert once == again


def test_an_edition_cannot_be_edited(figures) -> None:
    edition = freeze()
    edition.title = "Another"
    for given in ({}, {"update_fields": ["title"]}, {"update_fields": ["packed"]}):
        with pytest.raises(Refused, match="never changes"):
            edition.save(**given)


def test_editions_are_numbered_for_each_audience_and_every_step_is_in_the_audit(figures) -> None:
    assert [freeze().number, freeze().number, freeze(audience=Audience.PARTNER).number] == [1, 2, 1]
    edition = queries.editions(public_only=False).filter(number=2).get()
    actions.publish_edition(sign(edition), by=partners.operator())
    done = set(AuditEntry.objects.values_list("kind", flat=True))
    assert {"reporting.keep_edition", "reporting.sign_edition", "reporting.publish_edition"} <= done


def test_the_public_sees_signed_and_published_public_editions_only(figures) -> None:
    edition = freeze()
    with pytest.raises(NotFound):
        queries.get_edition(edition.uuid, public_only=True)
    with pytest.raises(Refused, match="signs an edition before"):
        actions.publish_edition(edition, by=partners.operator())
    actions.publish_edition(sign(edition), by=partners.operator())
    assert queries.get_edition(edition.uuid, public_only=True).state == "published"
    theirs = sign(freeze(audience=Audience.PARTNER))
    with pytest.raises(Refused, match="not published"):
        actions.publish_edition(theirs, by=partners.operator())


def test_an_edition_whose_kept_bytes_were_changed_is_not_signed(figures) -> None:
    edition = freeze()
    broken = freeze(report="grant-return")
    Edition.objects.filter(pk=edition.pk).update(packed=broken.packed)
    with pytest.raises(Refused, match="hash is another"):
        sign(edition)
    for packed in (broken.packed, b"no longer packed"):
        Edition.objects.filter(pk=edition.pk).update(packed=packed)
        with pytest.raises(Refused, match="hash is another"):
            queries.read(Edition.objects.get(pk=edition.pk), on=clock.today())


def rewritten(edition: Edition, content: dict) -> Edition:
    """As who can write to the database would do it: other bytes, and their hash."""
    kept = contents.bytes_of(content)
    Edition.objects.filter(pk=edition.pk).update(
        packed=zlib.compress(kept), sha256=hashlib.sha256(kept).hexdigest()
    )
    return Edition.objects.get(pk=edition.pk)


def test_an_edition_whose_bytes_and_hash_were_rewritten_is_found_and_not_read_or_signed(figures) -> None:
    edition, untouched = freeze(), freeze(audience=Audience.PARTNER)
    assert list(queries.amiss()) == []
    other = rewritten(edition, {**edition.content, "about": "All is well."})
    assert other.is_whole
    with pytest.raises(Refused, match="hash is another"):
        queries.read(other, on=clock.today())
    with pytest.raises(Refused, match="hash is another"):
        sign(other)
    junk = b"no report"
    Edition.objects.filter(pk=other.pk).update(
        packed=zlib.compress(junk), sha256=hashlib.sha256(junk).hexdigest()
    )
    [said] = queries.amiss()
    assert str(edition.uuid) in said
    assert queries.read(untouched, on=clock.today())


def test_an_edition_that_is_for_others_than_its_content_says_or_gone_is_found(figures) -> None:
    theirs, gone = freeze(audience=Audience.PARTNER), freeze()
    Edition.objects.filter(pk=theirs.pk).update(audience=PUBLIC, number=9)
    Edition.objects.filter(pk=gone.pk).delete()
    first, second = queries.amiss()
    assert f"({theirs.uuid}), is not what was frozen" in first
    assert f"{gone.uuid} was frozen and is not there any more" in second


def test_freezing_waits_until_the_figures_stand(figures) -> None:
    """As long as somebody brings figures up to date, nothing is gathered."""
    has_turn, landed = threading.Event(), []

    def bring_up_to_date() -> None:
        with turns.alone("figures"):
            has_turn.set()
            time.sleep(0.3)
            landed.append("all of it")

    working = threading.Thread(target=bring_up_to_date)
    working.start()
    assert has_turn.wait(5)
    freeze()
    assert landed == ["all of it"]
    working.join()


def test_who_is_stopped_while_freezing_leaves_nothing_and_no_lock(figures, monkeypatch) -> None:
    def stop(*_named: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "about", stop)  # the row is written, its entry in the audit trail is not
    with pytest.raises(KeyboardInterrupt):
        freeze()
    monkeypatch.undo()
    assert not Edition.objects.exists()
    assert list(queries.amiss()) == []
    assert freeze().number == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_freeze_one_report_at_once_make_two_editions() -> None:
    town.make_town()
    start, wrong = threading.Barrier(2), []

    def freeze_with_the_other() -> None:
        try:
            start.wait(5)
            freeze()
        except Exception as error:  # a thread would keep it to itself
            wrong.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=freeze_with_the_other) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert wrong == []
    assert sorted(Edition.objects.values_list("number", flat=True)) == [1, 2]
    assert list(queries.amiss()) == []


def test_a_comment_is_flagged_when_the_figures_under_it_move(figures) -> None:
    comment("It is about as it was.")
    assert not _remark()["moved"]
    move_the_figures()
    assert _remark()["moved"]
    with pytest.raises(Refused, match="other figures"):
        freeze()
    assert freeze(reason="It still holds.").reason == "It still holds."
    comment("It is about as it was.")
    assert not _remark()["moved"]


def test_the_guard_asks_about_commentary_before_it_is_frozen(figures) -> None:
    comment(QUESTIONED)
    with pytest.raises(Refused, match="say more than its figures"):
        freeze()
    assert not Edition.objects.exists()
    assert freeze(reason="The board knows.").number == 1


def test_a_number_for_the_public_must_stand_in_the_figures_beside_it(figures) -> None:
    comment("In one street it was 17.")
    with pytest.raises(Refused, match="stands in no figure"):
        freeze()


def test_words_for_partners_are_in_their_edition_only(figures) -> None:
    comment("For everybody to read.")
    comment("Among ourselves.", audience=Audience.PARTNER)
    assert [each["text"] for each in _remarks(PUBLIC)] == ["For everybody to read."]
    assert [each["text"] for each in _remarks(Audience.PARTNER)] == [
        "For everybody to read.",
        "Among ourselves.",
    ]


def test_nobodys_words_are_lost_when_two_write_beside_one_block(figures) -> None:
    first = comment("As it was.")
    comment("Better than it was.", seen=first.version)
    with pytest.raises(Conflict):
        comment("Worse than it was.", seen=first.version)
    assert _remarks(PUBLIC)[0]["text"] == "Better than it was."


def test_an_emptied_comment_is_withdrawn_and_an_empty_one_never_begins(figures) -> None:
    with pytest.raises(Invalid, match="Write something"):
        comment(" ")
    comment("As it was.")
    comment("")
    assert _remarks(PUBLIC) == []
    with pytest.raises(NotFound):
        actions.write_commentary(Beside(REPORT, "no-such", PUBLIC), text="x", by=partners.operator())


def test_a_grant_return_has_the_columns_that_the_funder_asks_for(figures, own_home) -> None:
    own = own_home / "home" / "content" / "reports"
    own.mkdir(parents=True)
    (own / "funder.toml").write_text(
        'title = "Funder"\nabout = "For a funder."\nis_return = true\n[[chapter]]\nkey = "a"\ntitle = "A"\n'
        '[[chapter.blocks]]\nkind = "table"\nof = ["police_street_violence"]\n'
    )
    edition = freeze(report="funder")
    book = openpyxl.load_workbook(
        io.BytesIO(printing.printed(edition.content, "xlsx", of=printing.stamp(edition)))
    )
    assert book.sheetnames == ["1 The figures", "About"]
    sheet = book["1 The figures"]
    assert [cell.value for cell in sheet[1]][:4] == ["What", "Where", "When", "Figure"]
    [fact] = [fact for block in edition.content["chapters"][0]["blocks"] for fact in block["figures"]]
    assert sheet.cell(2, 4).value == fact["words"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 3 = 4", "cannot be read as a report"),
        ('about = "No title."', "cannot be read as a report"),
        ('title="A"\nabout="B"\n[[chapter]]\nkey="a"\ntitle="A"\nblocks=[{kind="no"}]', "no kind of block"),
        (
            'title="A"\nabout="B"\n[[chapter]]\nkey="a"\ntitle="A"\nblocks=[{kind="people"},{kind="people"}]',
            "twice",
        ),
    ],
)
def test_a_template_that_is_wrong_is_told_in_a_sentence(text, says, own_home) -> None:
    own = own_home / "home" / "content" / "reports"
    own.mkdir(parents=True)
    (own / "wrong.toml").write_text(text)
    with pytest.raises(Invalid, match=says):
        outlines.get_outline("wrong")


def _remarks(audience: Audience) -> list[dict]:
    content = actions.gather(REPORT, audience=audience)
    return [each for block in content["chapters"][0]["blocks"] for each in block["remarks"]]


def _remark() -> dict:
    [found] = _remarks(PUBLIC)
    return found


def test_a_partner_edition_is_shut_when_an_agreement_for_its_figures_ends(figures) -> None:
    agreement = town.make_agreement(contract_key="ed_assaults")
    town.release_figures(indicator="ed_assaults", source="ed_assaults", audience=Audience.PARTNER)
    edition = freeze(report="needs-assessment", audience=Audience.PARTNER)
    assert queries.read(edition, on=clock.today())["sources"] == ["ed_assaults", "police_street"]
    with pytest.raises(Refused):
        queries.read(edition, on=agreement.ends_on)


def test_arithmetic_that_does_not_follow_is_caught_before_a_pack_is_frozen(figures) -> None:
    beside = Beside("performance-and-insight", "table", Audience.PARTNER)
    wrong = "Offences fell from 826 to 802, a reduction of 8.1%."
    actions.write_commentary(beside, text=wrong, by=partners.operator())
    content = actions.gather("performance-and-insight", audience=Audience.PARTNER)
    [doubt] = queries.doubts(content)
    assert "percentage" in {finding.kind.value for finding in doubt.findings}
    with pytest.raises(Refused, match="say more than its figures"):
        freeze("performance-and-insight", Audience.PARTNER)


def test_an_edition_is_not_published_once_its_figures_were_taken_back(figures) -> None:
    edition = sign(freeze())
    town.withdraw(indicator=town.INDICATOR)
    with pytest.raises(Refused, match="taken back"):
        actions.publish_edition(edition, by=partners.operator())


def test_an_edition_is_not_published_after_an_agreement_for_its_figures_ended(figures) -> None:
    agreement = town.make_agreement(contract_key="ed_assaults")
    town.release_figures(indicator="ed_assaults", source="ed_assaults")
    waiting, published = (sign(freeze(report="needs-assessment")) for _ in range(2))
    published = actions.publish_edition(published, by=partners.operator())
    acts.end_agreement(agreement, reason="Not needed.", by=partners.operator())
    with pytest.raises(Refused, match="ended"):
        actions.publish_edition(waiting, by=partners.operator())
    assert queries.read(published, on=clock.today())["sources"]  # what left cannot be unsaid


def test_a_comment_has_an_end(figures) -> None:
    with pytest.raises(Invalid, match="at most 10,000 are kept"):
        comment("a" * 10_001)


def test_a_character_that_no_document_can_hold_does_not_stop_the_document(figures) -> None:
    comment("As it \x0bwas.\ufffe")
    content = actions.gather(REPORT, audience=PUBLIC)
    made = docx.Document(io.BytesIO(printing.printed(content, "docx", of=printing.Stamp())))
    assert "As it was." in [each.text for each in made.paragraphs]


def test_a_stamp_tells_the_day_that_it_was_where_the_partnership_is() -> None:
    after_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    lines = printing.stamp(Edition(number=1, frozen_at=after_midnight, signed_at=after_midnight)).lines
    assert all("1 July 2026" in line for line in lines[:2])
