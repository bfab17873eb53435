"""How children and young people are doing: honest grey, words that a panel signs, and stories that may be shown."""

from datetime import date
from math import hypot

import pytest
from django.test import Client
from web import beside_town, town

from headwater.governance.audit import clock
from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Contribution
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import registry
from headwater.insight.performance import children, rules, wheel
from headwater.insight.performance.models import PanelSignature
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

PAGE = "/outcomes/children/"
PANEL = {"panel": "The youth council", "signed_on": "2026-05-01", "says": "It is ours now.", "version": "1"}
TODAY = date(2026, 11, 1)


@pytest.fixture
def outcomes(db) -> None:
    town.make_areas()
    children.seed(by=partners.operator())


def found(audience: Audience = Audience.PUBLIC) -> dict[str, children.Spoke]:
    told = children.wheel(audience=audience, on=TODAY)
    return {each.outcome.key: each for each in told.spokes}


def part(client: Client, key: str) -> str:
    """The words of one part, up to the next."""
    return client.get(PAGE).content.decode().split(f'aria-labelledby="{key}"')[1].split("</section>")[0]


def test_the_five_parts_are_there_once_however_often_they_are_brought_in(outcomes) -> None:
    children.seed(by=partners.operator())
    assert list(found()) == ["safe", "learning", "healthy", "heard", "earning"]


def test_what_is_shipped_names_only_indicators_that_there_are_and_says_what_waits(outcomes) -> None:
    named = {key for each in found().values() for key in each.outcome.indicators}
    assert named
    assert named <= set(registry.indicators())
    assert all(each.outcome.waits_for for each in found().values())


def test_where_nothing_is_measured_the_page_says_so_and_calls_nothing_good(outcomes, client: Client) -> None:
    beside_town.release_serious_violence()
    page = client.get(PAGE).content.decode()
    assert "Nothing is measured of this yet" in part(client, "earning")
    assert "What we do not know:" in part(client, "earning")
    assert "hw-wheel__part--improving" not in page
    assert page.count("hw-wheel__part--unmeasured") == len(found())
    assert "Nobody has signed these words yet" in page


def test_the_picture_says_what_the_list_says(outcomes, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    said = page.split('id="wheel-says">')[1].split("</desc>")[0]
    for each in found().values():
        assert f"{each.outcome.title}, not measured yet" in said
    assert page.index("At a glance") < page.index('<svg class="hw-wheel"')
    drawn = wheel.slices(found().values(), lambda spoke: spoke.outcome.means)
    assert len({each.path for each in drawn}) == len(found())


@pytest.mark.parametrize("said", ["Not measured yet", "Cannot be compared", "12 of 15 show no clear change"])
def test_words_stay_within_their_slice_of_the_wheel(outcomes, said: str) -> None:
    """As wide as Arial draws them at the sizes of the style sheet: six tenths of a letter's height, capitals or not."""
    for each in wheel.slices(found().values(), lambda _spoke: said):
        for line in each.lines:
            half = len(line.words) * 0.6 * (25 if line.is_title else 20) / 2
            for x in (each.x - half, each.x + half):
                far = hypot(x - wheel.SIZE / 2, line.y - wheel.SIZE / 2)
                assert far < wheel.OUTER, f"{line.words} of {each.spoke.outcome.title} ends outside"


def test_a_panels_signature_is_kept_and_holds_until_the_words_change(
    outcomes, signed_in, client: Client
) -> None:
    lead = signed_in("programme_lead")
    assert lead.post(f"{PAGE}safe/sign/", PANEL).status_code == 302
    told = part(client, "safe")
    assert "The youth council signed these words on 1 May 2026." in told
    assert "It is ours now." in told
    assert "Nobody has signed these words yet" not in client.get(PAGE).content.decode()
    outcome = children.get_outcome("safe")
    children.change(outcome, {"waits_for": "More."}, seen=1, by=partners.operator())
    assert found()["safe"].signature is not None
    children.change(outcome, {"means": "Nobody is hurt."}, seen=2, by=partners.operator())
    assert found()["safe"].signature is None
    assert "nobody has signed the new ones" in part(client, "safe")


def test_a_panel_cannot_have_signed_words_that_it_did_not_read(outcomes, signed_in) -> None:
    outcome = children.get_outcome("safe")
    children.change(outcome, {"means": "Nobody is hurt."}, seen=1, by=partners.operator())
    refused = signed_in("programme_lead").post(f"{PAGE}safe/sign/", PANEL)
    assert refused.status_code == 400
    assert "Show the panel the new words first" in refused.content.decode()
    assert not PanelSignature.objects.exists()


def test_only_who_may_write_writes_and_signs(outcomes, client: Client, signed_in) -> None:
    board = signed_in("board_member")
    for address in (f"{PAGE}safe/sign/", f"{PAGE}safe/change/"):
        assert client.get(address).status_code == 302
        assert board.get(address).status_code == 403
    assert client.post(f"{PAGE}safe/sign/", PANEL).status_code == 302
    assert board.post(f"{PAGE}safe/sign/", PANEL).status_code == 403
    assert not PanelSignature.objects.exists()


def test_words_are_changed_by_the_form_and_two_writers_lose_none(outcomes, signed_in, client: Client) -> None:
    lead = signed_in("programme_lead")
    words = {"title": "Safe", "means": "We are safe.", "seen": "1", "waits_for": ""}
    assert lead.post(f"{PAGE}safe/change/", words).status_code == 302
    assert "We are safe." in part(client, "safe")
    late = lead.post(f"{PAGE}safe/change/", {**words, "means": "Other words."})
    assert late.status_code == 400
    assert "We are safe." in late.content.decode()
    assert "Other words." in late.content.decode()


def test_only_stories_whose_tellers_agreed_are_shown(outcomes, client: Client) -> None:
    story = tell("Nobody asked us.", may_be_shown=True)
    hidden = tell("Keep this to yourselves.", may_be_shown=False)
    outcome = children.get_outcome("heard")
    stories = {"stories": [str(story.uuid), str(hidden.uuid)]}
    children.change(outcome, stories, seen=1, by=partners.operator())
    told = part(client, "heard")
    assert "Nobody asked us." in told
    assert "Keep this to yourselves." not in told
    decisions.change_contribution(story, {"may_be_shown": False}, seen=1, by=partners.operator())
    assert "Nobody asked us." not in part(client, "heard")


def tell(said: str, *, may_be_shown: bool) -> Contribution:
    told = Contribution(
        who="A youth club",
        voice="young",
        in_what="An evening",
        heard_on=date(2026, 3, 1),
        said=said,
        may_be_shown=may_be_shown,
        reply_due_on=date(2026, 5, 1),
    )
    return decisions.record_contribution(told, by=partners.operator())


def test_a_part_keeps_words_and_names_what_there_is(outcomes) -> None:
    outcome = children.get_outcome("safe")
    with pytest.raises(Invalid):
        children.change(outcome, {"means": " "}, seen=1, by=partners.operator())
    with pytest.raises(NotFound):
        children.change(outcome, {"indicators": ["no_such"]}, seen=1, by=partners.operator())
    with pytest.raises(NotFound):
        children.get_outcome("famous")
    children.change(outcome, {"means": "One."}, seen=1, by=partners.operator())
    with pytest.raises(Conflict):
        children.change(outcome, {"means": "Two."}, seen=1, by=partners.operator())
    with pytest.raises(Refused):
        children.sign_for_panel(
            outcome, panel=" ", version=2, signed_on=clock.today(), by=partners.operator()
        )


def test_without_words_the_page_says_what_to_do(db, client: Client) -> None:
    assert "The words are not here yet" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"panel": "  "}, "panel_has_no_name"),
        ({"version": 1}, "panel_read_other_words"),
        ({"signed": True}, "panel_signed_already"),
        ({"signed_on": date(2026, 11, 2)}, "panel_signed_later"),
    ],
)
def test_what_a_panel_may_have_signed(facts, code) -> None:
    sound = {"panel": "Youth council", "version": 2, "newest": 2, "signed": False, "signed_on": TODAY}
    refusal = rules.why_not_sign_for_panel(**{**sound, **facts}, on=TODAY)
    assert (refusal and refusal.code) == code
