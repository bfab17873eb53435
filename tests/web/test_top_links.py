"""The links at the top say where the reader is."""

import pytest

from headwater.web import navigation


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["Home"]),
        ("/drivers/", ["What we know"]),
        ("/decisions/2026-03-lighting/", ["You said, we did"]),
        ("/strategy/framework/theory/", ["Strategy"]),
        ("/help/", []),
    ],
)
def test_a_page_stands_beneath_one_link_at_most(path, words):
    assert [each.words for each in navigation.public_links(path=path) if each.holds] == words


@pytest.mark.django_db
def test_the_open_page_is_marked(client):
    page = client.get("/drivers/").content.decode()
    assert page.count('aria-current="true">What we know') == 1
    assert 'aria-current="page">Strategy' in client.get("/strategy/").content.decode()
