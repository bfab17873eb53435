"""The pages of reports: what everybody reads, what those who write see, and the doors between."""

import pytest
from django.test import Client
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, queries
from headwater.insight.reporting.models import Commentary, Edition

REPORT = "annual-report-chapter"
BLOCK = f"indicator-{town.INDICATOR}"
pytestmark = pytest.mark.usefixtures("own_home", "figures")


def freeze(audience: Audience = Audience.PUBLIC) -> Edition:
    return actions.freeze_edition(REPORT, audience=audience, by=partners.operator())


def published() -> Edition:
    signed = actions.sign_edition(freeze(), signed_as="Chair", by=partners.operator())
    return actions.publish_edition(signed, by=partners.operator())


def page(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_resident_reads_what_is_published_and_nothing_else() -> None:
    edition, waiting = published(), freeze()
    listed = page(Client(), "/reports/")
    assert str(edition.uuid) in listed
    assert str(waiting.uuid) not in listed
    assert "As they stand today" not in listed
    about, whole = (page(Client(), f"/reports/editions/{edition.uuid}/{each}") for each in ("", "read/"))
    assert edition.sha256 in about
    assert "Testshire" in whole
    assert f'href="/reports/editions/{edition.uuid}/read/#year"' in about
    assert 'id="year"' in whole
    for address in ("", "read/", "edition.json"):
        page(Client(), f"/reports/editions/{waiting.uuid}/{address}", status=404)


@pytest.mark.parametrize("role", ["submitter", "provider", "information_governance", "administrator"])
def test_who_neither_writes_nor_reads_drafts_sees_what_everybody_sees(role, signed_in) -> None:
    client, everybodys = signed_in(role), published()
    page(client, f"/reports/editions/{everybodys.uuid}/")
    for waiting in (freeze(), freeze(Audience.PARTNER)):
        assert str(waiting.uuid) not in page(client, "/reports/")
        for address in ("", "read/", "edition.csv"):
            page(client, f"/reports/editions/{waiting.uuid}/{address}", status=404)


def test_an_empty_list_says_what_to_do_next() -> None:
    assert "you can read it here" in page(Client(), "/reports/")


def test_files_of_an_edition_are_what_is_kept() -> None:
    edition = published()
    for form in ("docx", "xlsx", "csv", "json"):
        answer = Client().get(f"/reports/editions/{edition.uuid}/edition.{form}")
        assert answer.status_code == 200
        assert f"{REPORT}-public-1.{form}" in answer["Content-Disposition"]
    assert answer.content == edition.text
    page(Client(), f"/reports/editions/{edition.uuid}/edition.odt", status=404)


def test_a_board_member_reads_what_waits_and_cannot_write(signed_in) -> None:
    client = signed_in("board_member")
    edition = freeze(Audience.PARTNER)
    assert str(edition.uuid) in page(client, "/reports/")
    page(client, f"/reports/editions/{edition.uuid}/read/")
    listed = page(client, f"/reports/{REPORT}/")
    assert "Freeze an edition" not in listed
    assert "Comment for" not in page(client, f"/reports/{REPORT}/year/")
    for shut in (f"/reports/{REPORT}/freeze/", f"/reports/editions/{edition.uuid}/sign/"):
        page(client, shut, status=403)


def test_a_comment_is_written_beside_its_block_and_asked_about(signed_in) -> None:
    client = signed_in("analyst")
    address = f"/reports/{REPORT}/blocks/{BLOCK}/public/comment/"
    answer = client.post(address, {"text": "Our patrols caused the fall in violence."}, follow=True)
    assert "Our patrols caused the fall in violence." in answer.content.decode()
    listed = page(client, f"/reports/{REPORT}/")
    assert "Look at these comments again." in listed
    refused = client.post(f"/reports/{REPORT}/freeze/", {"audience": "public", "reason": ""})
    assert refused.status_code == 400
    kept = client.post(f"/reports/{REPORT}/freeze/", {"audience": "public", "reason": "Known."}, follow=True)
    assert "Frozen though questions were open, because: Known." in kept.content.decode()


def test_two_who_comment_on_one_block_both_keep_their_words(signed_in) -> None:
    client = signed_in("analyst")
    address = f"/reports/{REPORT}/blocks/{BLOCK}/public/comment/"
    client.post(address, {"text": "As it was."})
    client.post(address, {"text": "Theirs.", "seen": 1, "reason": ""})
    late = client.post(address, {"text": "Mine.", "seen": 1, "reason": ""})
    shown = late.content.decode()
    assert "Theirs." in shown
    assert "Mine." in shown
    assert Commentary.objects.get().text == "Theirs."


def test_a_lead_signs_and_publishes(signed_in) -> None:
    client = signed_in("programme_lead")
    edition = freeze()
    address = f"/reports/editions/{edition.uuid}/"
    assert "Sign it" in page(client, address)
    client.post(f"{address}sign/", {"signed_as": "Chair of the board"})
    assert "Publish it" in page(client, address)
    client.post(f"{address}publish/")
    assert queries.get_edition(edition.uuid, public_only=True).signed_as == "Chair of the board"
    assert "Sign it" not in page(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/reports/no-such/",
        f"/reports/{REPORT}/no-such/",
        f"/reports/{REPORT}/blocks/no-such/public/comment/",
        f"/reports/{REPORT}/blocks/{BLOCK}/nobody/comment/",
    ],
)
def test_what_is_not_there_is_told(address, signed_in) -> None:
    page(signed_in("analyst"), address, status=404)
