"""Tokens: a program's way in. Made by the person it speaks for, shown once, ended by that person or whoever manages people."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from headwater.governance.access import actions
from headwater.governance.access import queries as access
from headwater.governance.access.roles import OVER_THE_API, PERMISSIONS
from headwater.governance.audit import clock
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused
from headwater.web import attempts, context
from headwater.web.doors import needs, signed_in
from headwater.web.doors import person as person_of

LASTS = (("30", "30 days"), ("90", "90 days"), ("365", "A year"))


class TokenForm(forms.Form):
    """What the program is called, what it may do and for how long."""

    name = forms.CharField(
        label="What is it for?", max_length=100, help_text="Such as: the monthly dashboard of the county."
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        widget=forms.CheckboxSelectMultiple,
        help_text="It never does more than you may yourself, and loses what you lose.",
        error_messages={"required": "Choose at least one thing that it may do."},
    )
    days = forms.ChoiceField(label="For how long?", choices=LASTS, initial="90")

    def __init__(self, *args: Any, held: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = cast("forms.MultipleChoiceField", self.fields["scopes"])
        scopes.choices = [(key, PERMISSIONS[key]) for key in OVER_THE_API if key in held]


@signed_in
def token_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = [
        (each, [PERMISSIONS[key] for key in each.scopes if key in PERMISSIONS])
        for each in access.tokens_of(person_of(request), at=now)
    ]
    may_make = "tokens.make" in context.held_by(request)
    return render(request, "tokens/list.html", {"rows": rows, "may_make": may_make})


@needs("tokens.make")
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """The secret is on the page that answers, this once; a second sending of the form is refused by its name."""
    task = attempts.Task("Make a token", "Make it", "", reverse("tokens"))
    form = TokenForm(attempts.submitted(request), held=context.held_by(request))
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = _made(request, form.cleaned_data)
        except (Refused, Invalid) as error:
            form.add_error(None, error.says)
        else:
            return render(request, "tokens/made.html", {"token": token, "secret": secret})
    status = 400 if form.errors else 200
    return render(request, "desk/form.html", {"form": form, "task": task}, status=status)


def _made(request: HttpRequest, given: dict[str, Any]) -> tuple[Any, str]:
    me = person_of(request)
    ends = clock.now() + timedelta(days=int(given["days"]))
    return actions.make_token(me, name=given["name"], scopes=given["scopes"], expires_at=ends, by=me)


@signed_in
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    token = access.get_token(uuid)
    me = person_of(request)
    is_mine = token.person.pk == me.pk
    if not is_mine and "people.manage" not in context.held_by(request):
        raise NotFound("There is no such token.")
    back = reverse("tokens") if is_mine else reverse("person", args=[token.person.uuid])

    def change(_given: dict[str, Any]) -> None:
        if token.revoked_at:
            raise Conflict("This token was ended already.")
        actions.revoke_token(token, by=me)

    task = attempts.Task(
        heading=f"End the token “{token.name}”",
        button="End it now",
        done="The token was ended. Whatever used it is refused from now on.",
        back=back,
        care=True,
    )
    return attempts.answer(request, forms.Form(attempts.submitted(request)), task, change)
