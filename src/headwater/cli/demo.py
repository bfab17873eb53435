"""`headwater demo`: a county of generated people, from files to a served site. A second run does nothing twice."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from headwater.cli import (
    demo_differences,
    demo_evidence,
    demo_leadership,
    demo_people,
    demo_performance,
    demo_reach,
    demo_reports,
    demo_strategy,
    load,
    loading,
    screen,
    serve,
)
from headwater.data.synthesis import county
from headwater.data.synthesis.plants import CHOICES, MONTHS_IN_QUARTER
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import partnership
from headwater.machinery import home
from headwater.vocabulary.errors import Conflict
from headwater.vocabulary.periods import Month

FOLDER = "county"
RECORDED_MORE_FULLY = "police_street_violence"
SENT_AFTER = 2  # months between what happens and the files that tell of it
LEFT_FOR_THE_READER = "new_supplier"  # files whose headings nobody has matched yet


@click.command()
@click.option("--people", default=330_000, show_default=True, help="People in the county.")
@click.option("--years", default=5, show_default=True, help="Years of records.")
@click.option(
    "--plants", default="all", show_default=True, type=click.Choice(list(CHOICES)), help="Effects to find."
)
@click.option(
    "--until",
    metavar="MONTH",
    help="Last month of records, such as 2026-03.  [default: the last whole quarter]",
)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where its files go.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Stop when the figures stand.")
def demo(
    *, people: int, years: int, plants: str, until: str, folder: Path | None, port: int, no_serve: bool
) -> None:
    """Make a county of generated people, load all its agencies' files, and serve the site.

    Nobody and no place in it is real. Files whose headings nobody has matched yet are left in the folder
    new_supplier: try them in the browser. A second run does nothing twice.
    """
    meter, by = screen.Meter(), partners.operator()
    folder = folder or home.home() / FOLDER
    _refuse_a_home_in_use()
    truth = _county(folder, people, years, plants, until)
    declare(truth)
    sign_ins = demo_people.register(by=by, today=clock.today())
    demo_evidence.register(by=by, today=clock.today())
    with screen.progress("Loading") as steps:
        loaded = loading.load(_files(folder, truth), steps, by=by, wish=_wish(folder, truth))
    demo_strategy.make(by=by, today=clock.today())
    demo_leadership.seed(by=by, today=clock.today())
    demo_performance.make(by=by, today=clock.today())
    demo_differences.make(by=by, today=clock.today())
    demo_reach.make(by=by, today=clock.today())
    demo_reports.make(by=by)
    load.show(loaded, meter)
    screen.table(
        ("Sign in as", "E-mail address", "Password"), [(s.role, s.email, s.password) for s in sign_ins]
    )
    if not no_serve:
        serve.run("127.0.0.1", port)


def _refuse_a_home_in_use() -> None:
    """A generated county never stands among real records."""
    if partners.people().exists() and not demo_people.are_here():
        raise Conflict("This home has people of its own. Give the demonstration another HEADWATER_HOME.")


def _county(folder: Path, people: int, years: int, plants: str, until: str) -> dict[str, Any]:
    """The county's truth: of the one that stands there, if it has this size; else of a new one."""
    file = folder / county.TRUTH
    if file.is_file():
        truth: dict[str, Any] = json.loads(file.read_text())
        stands = (truth["people_wanted"], truth["months"], truth["plants"], truth["last_month"])
        if stands == (people, years * 12, plants, until or truth["last_month"]):
            return truth
        raise Conflict(
            f"Another county stands in {folder}: {truth['people_wanted']:,} people, {truth['months']} months "
            f"until {truth['last_month']}, planted: {truth['plants']}. Ask for that one, or give another HEADWATER_HOME."
        )
    last = Month.parse(until) if until else last_quarter(clock.today())
    with screen.progress("Making a county") as steps:
        county.generate(folder, people=people, years=years, plants=plants, until=last, progress=steps.at)
    made: dict[str, Any] = json.loads(file.read_text())
    return made


def last_quarter(today: date) -> Month:
    """The last month of the newest quarter that agencies would have sent by a day.

    >>> str(last_quarter(date(2026, 11, 23))), str(last_quarter(date(2026, 10, 31)))
    ('2026-09', '2026-06')
    """
    newest = Month.of(today) + -SENT_AFTER
    return newest + -(newest.number % MONTHS_IN_QUARTER)


def _files(folder: Path, truth: dict[str, Any]) -> list[Path]:
    """Its files in the order that a reader would expect: places first, then each agency by name."""
    paths = [Path(file["path"]) for file in truth["files"]]
    paths = [path for path in paths if LEFT_FOR_THE_READER not in path.parts]
    return [folder / path for path in sorted(paths, key=lambda path: (path.parts[0] != "places", path))]


def _wish(folder: Path, truth: dict[str, Any]) -> loading.Wish:
    """Each agency's files are its own, so that its people see them when they sign in."""
    suppliers = {
        folder / file["path"]: demo_people.supplier_of(file["contract"], Path(file["path"]).name)
        for file in truth["files"]
    }
    return loading.Wish(suppliers=suppliers)


def declare(truth: dict[str, Any]) -> None:
    """What this partnership says of itself: its name, and the months in which recording changed."""
    own = home.home() / "content"
    own.mkdir(mode=home.PRIVATE_FOLDER, exist_ok=True)
    code, region = truth["region"]
    says = {
        "name": f"{truth['county']} Violence Reduction Partnership",
        "region_code": code,
        "region_name": region,
    }
    _write_once(
        own / "partnership.toml", "".join(f"{key} = {_quoted(value)}\n" for key, value in says.items())
    )
    planted = truth["planted"].get("recording_break")
    if planted:
        _write_once(own / "recording_breaks.toml", _break(planted["shows_in"]["contract"], planted))
    partnership.partnership.cache_clear()


def _break(source: str, planted: dict[str, Any]) -> str:
    """Told of the one indicator that counts what is recorded more fully."""
    return (
        "[[break]]\n"
        f"source = {_quoted(source)}\n"
        f"indicators = [{_quoted(RECORDED_MORE_FULLY)}]\n"
        f"month = {_quoted(planted['month'])}\n"
        f"says = {_quoted(planted['what'])}\n"
    )


def _write_once(file: Path, content: str) -> None:
    if not file.exists():
        home.write_whole(file, content.encode())


def _quoted(text: str) -> str:
    """A basic string of TOML is one of JSON."""
    return json.dumps(text, ensure_ascii=False)
