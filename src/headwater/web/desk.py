"""The desk: what a person who signed in came for, by the roles that they hold."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.access import queries as access
from headwater.governance.audit import clock
from headwater.web import context, navigation
from headwater.web.doors import person, signed_in


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    me = person(request)
    lacks_second_step = access.wants_second_factor(me, on=clock.today()) and not is_mfa_enabled(me)
    links = navigation.working_links(context.held_by(request))
    return render(request, "desk/desk.html", {"links": links, "lacks_second_step": lacks_second_step})
