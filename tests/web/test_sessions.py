"""A signed-in session ends when nobody clicks, and not before."""

from datetime import timedelta

from django.conf import settings as site
from django.contrib.sessions.models import Session

from headwater.governance.audit import clock


def test_each_click_gives_a_session_half_an_hour_more_and_without_one_it_ends(signed_in):
    client = signed_in("analyst")
    Session.objects.update(expire_date=clock.now() + timedelta(minutes=1))
    assert client.get("/desk/").status_code == 200
    left = Session.objects.get().expire_date - clock.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_closing_the_browser_ends_it_and_no_script_reads_its_cookie(signed_in):
    client = signed_in("analyst")
    client.get("/desk/")
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
