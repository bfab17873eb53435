"""Headwater in a notebook: opens a home, and gives what was released as pandas data frames, through the door that pages use.

    from headwater.cli import notebook
    notebook.open_home("my-home")
    notebook.series("police_street_violence", grain="month")

Statistics need no home: `headwater.statistics` takes the columns of any frame.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from headwater.vocabulary.errors import Conflict, Invalid
from headwater.vocabulary.periods import Grain, Month

if TYPE_CHECKING:  # released figures come with Django, which starts with the home
    from headwater.insight.release.draft import Audience
    from headwater.insight.release.released import ReleasedFigure


def open_home(folder: str | Path | None = None) -> Path:
    """Everything after this is read from that home, made ready as by any command; without a folder, from HEADWATER_HOME.

    A program has one home. To read another, start the notebook anew.
    """
    import django
    from django.conf import settings

    wanted = None if folder is None else Path(folder).expanduser().resolve()
    if wanted and settings.configured and wanted != Path(settings.HEADWATER_HOME):
        raise Conflict(
            f"The home {settings.HEADWATER_HOME} is open already: start the notebook anew to read another."
        )
    if wanted:
        os.environ["HEADWATER_HOME"] = str(wanted)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.settings")
    os.environ.setdefault(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # Jupyter runs cells inside a loop, one at a time
    django.setup()
    from headwater.cli import start
    from headwater.machinery import home

    opened = home.home()
    start.make_ready()
    return opened


def run(*words: str) -> None:
    """A command as it is typed after `headwater`, such as `run("load", "my-folder")`. Its error is raised here too."""
    from headwater.cli import main

    code = main.run(words)
    if code:
        raise Invalid(f"headwater {' '.join(words)} ended with code {code}; the reason stands above.")


def make_county(*, people: int = 3000, years: int = 2, until: str = "2026-03") -> None:
    """A county that does not exist, with the open data of its police, in the home that is open. For everything that its agencies
    send, run `headwater demo`.
    """
    from headwater.cli import demo
    from headwater.data.synthesis import county
    from headwater.machinery import home

    folder = home.home() / demo.FOLDER
    made = county.generate(folder, people=people, years=years, until=Month.parse(until))
    demo.declare(json.loads(made.truth.read_text()))
    run("load", str(folder / "places"), *map(str, sorted(folder.glob("police/*-street.csv"))))


def indicators() -> pd.DataFrame:
    """Every indicator, with the lengths of period for which figures stand."""
    from headwater.insight.indicators import queries, registry

    rows = []
    for each in registry.indicators().values():
        grains = dict.fromkeys(offer.grain.value for offer in queries.offers(each.key, audience=_audience()))
        rows.append((each.key, each.title, each.of.contract, ", ".join(grains)))
    return pd.DataFrame(rows, columns=["key", "title", "source", "grains"])


def areas(kind: str = "ltla") -> pd.DataFrame:
    """The partnership's areas of a kind (`pfa`, `csp`, `ltla`, `ward`, `msoa`, `lsoa`), with the people who live there."""
    from headwater.insight.indicators import queries

    rows = [(each.code, each.name, each.people) for each in queries.areas(kind)]
    return pd.DataFrame(rows, columns=["area", "name", "people"])


def series(
    indicator: str,
    area: str | None = None,
    *,
    grain: str = "month",
    breakdown: str = "",
    public: bool = False,
) -> pd.DataFrame:
    """One area's series (the whole partnership's, if none is named): one row a period and category. A hidden or missing
    number is missing, and `status` says why.
    """
    from headwater.governance.audit import clock
    from headwater.insight.indicators import queries
    from headwater.insight.release import queries as release

    audience = _audience(public=public)
    opening = None if area else queries.opening_area(indicator, audience=audience)
    code = area or (opening.code if opening else "")
    found = release.all_series(
        indicator,
        [code],
        grain=_grain(grain),
        audience=audience,
        on=clock.today(),
        breakdown=breakdown,
    )
    return _frame(figure for each in found for figure in each)


def table(
    indicator: str, kind: str = "ltla", *, grain: str = "year", breakdown: str = "", public: bool = False
) -> pd.DataFrame:
    """Every area of a kind in the newest period, with every category of the breakdown."""
    from headwater.governance.audit import clock
    from headwater.insight.release import queries as release

    found = release.series_of_kind(
        indicator,
        kind,
        grain=_grain(grain),
        audience=_audience(public=public),
        on=clock.today(),
        breakdown=breakdown,
    )
    newest = [figure for figure in (each.latest for each in found) if figure is not None]
    last = max((figure.period.start for figure in newest), default=None)
    return _frame(figure for figure in newest if figure.period.start == last)


def _frame(figures: Iterable["ReleasedFigure"]) -> pd.DataFrame:
    """The columns of the API, with the area's name and its people beside them."""
    from headwater.insight.indicators import frames

    listed = list(figures)
    found = frames.to_frame(listed)
    found.insert(1, "name", [figure.area_name for figure in listed])
    found["people"] = [figure.people for figure in listed]
    found["period_start"] = pd.to_datetime(found["period_start"])
    return found


def _grain(word: str) -> Grain:
    try:
        return Grain(word)
    except ValueError:
        raise Invalid(f"{word} is no length of period: give {', '.join(Grain)}.") from None


def _audience(*, public: bool = False) -> "Audience":
    """Whoever opens a home on its machine reads what partners read, as by the command line."""
    from headwater.insight.release.draft import Audience

    return Audience.PUBLIC if public else Audience.PARTNER
