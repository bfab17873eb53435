"""The catalogue of indicators: what each number means, before anybody counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.insight.indicators import registry
from headwater.web.doors import public


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    found = sorted(registry.indicators().values(), key=lambda each: each.plain_title)
    return render(request, "public/indicators.html", {"indicators": found})


@public
def definition(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "public/indicator.html", {"indicator": registry.get_indicator(key)})
