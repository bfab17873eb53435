"""The links at the top say where the reader is."""

import pytest

from headwater.web import navigation

HOW_WE_ARE_DOING = (
    "/vision/",
    "/feeling-safe/",
    "/children-we-look-out-for/",
    "/differences/",
    "/gaps-closing/",
    "/reach/",
    "/inequality/",
    "/outcomes/serious-violence/",
)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["Home"]),
        ("/drivers/", ["What we know"]),
        ("/decisions/2026-03-lighting/", ["You said, we did"]),
        ("/system-map/", ["What we know"]),
        ("/where-from/0/", ["About the data"]),
        ("/strategy/framework/theory/", ["Strategy"]),
        ("/performance/", ["How we are doing"]),
        ("/performance/activities/", ["How we are doing"]),
        *((page, ["How we are doing"]) for page in HOW_WE_ARE_DOING),
        ("/indicators/", ["About the data"]),
        ("/help/", []),
    ],
)
def test_a_page_stands_beneath_one_link_at_most(path, words):
    assert [each.words for each in navigation.public_links(path=path) if each.holds] == words


@pytest.mark.parametrize(
    "path", ["/leadership/", "/tasks/", "/duties/", "/commitments/", "/insights/", "/pulse/"]
)
def test_what_is_overdue_promised_or_owed_stands_beneath_leadership(path):
    links = navigation.working_links({"leadership.record"}, path=path)
    assert [each.words for each in links if each.holds] == ["Leadership"]


@pytest.mark.django_db
def test_the_open_page_is_marked(client):
    page = client.get("/drivers/").content.decode()
    assert page.count('aria-current="true">What we know') == 1
    assert 'aria-current="page">Strategy' in client.get("/strategy/").content.decode()


@pytest.mark.django_db
def test_how_we_are_doing_is_one_step_from_every_page(client):
    page = client.get("/help/").content.decode()
    assert '<a class="hw-nav__link" href="/performance/">How we are doing</a>' in page
    assert 'href="/indicators/">What we measure</a>' in page
