"""The desk: what a person who signed in came for, by the roles that they hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.web import context, navigation
from headwater.web.doors import signed_in


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/desk.html", {"links": navigation.working_links(context.held_by(request))})
