"""`headwater vision`: the vision, how safe people feel, children whom adults look out for, differences and gaps, as the pages tell them."""

from dataclasses import asdict

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.insight.performance import asking, told
from headwater.insight.performance.asking import Page
from headwater.insight.performance.told import Told

HEADINGS = (
    "Part",
    "Indicator",
    "Area",
    "Whom",
    "From",
    "State",
    "Count",
    "Value",
    "Lower",
    "Upper",
    "Beside",
    "What",
    "Says",
)
NOTHING = "There is nothing to show yet. Load areas and figures first: `headwater load FOLDER`."


@click.group()
def commands() -> None:
    """Whether the vision comes nearer, and for whom."""


def _command(page: Page, says: str) -> click.Command:
    """The command of one page: every one of them takes the same options."""

    @click.option("--indicator", default="", metavar="KEY", help="Only of this one.")
    @audiences.PUBLIC
    @click.option("--csv", "as_csv", is_flag=True, help="Print a table as CSV and nothing else.")
    @screen.AS_JSON
    def show(*, indicator: str, public: bool, as_csv: bool, as_json: bool) -> None:
        audience = audiences.audience_of(public=public)
        rows = asking.rows(page, audience=audience, on=clock.today(), indicator=indicator)
        if as_json:
            screen.document([asdict(each) for each in rows])
        elif as_csv:
            click.echo(told.as_csv(rows), nl=False)
        else:
            _print(rows)

    return click.command(name=page.value, help=says)(show)


def _print(rows: list[Told]) -> None:
    if not rows:
        screen.say(NOTHING)
        return
    screen.table(HEADINGS, [_line(each) for each in rows])
    for source in sorted({each.source for each in rows if each.source}):
        screen.say(source)


def _line(each: Told) -> tuple[object, ...]:
    numbers = (each.value, each.lower, each.upper, each.beside)
    counted = None if each.n is None else round(each.n)
    return (
        each.part,
        each.indicator or None,
        each.area,
        each.dimension,
        each.period,
        each.status.value,
        counted,
        *("-" if number is None else f"{number:,.2f}" for number in numbers),
        each.beside_what,
        each.says,
    )


for _page, _says in (
    (
        Page.VISION,
        "The three parts of the vision: each indicator with its newest figure of a year and its verdict.",
    ),
    (Page.FEELING_SAFE, "By day and after dark, for whom it differs, and worry beside what is recorded."),
    (Page.CHILDREN, "Children whom adults look out for: groups counted by the year, and what nobody holds."),
    (Page.DIFFERENCES, "Groups of people beside one another, and what is said of each difference."),
    (Page.GAPS, "Gaps between the poorest and the richest neighbourhoods, and their targets."),
    (Page.REACH, "Need and offers of each area, and how many of those a programme is for took part."),
    (Page.OUTCOMES, "What matters to children and young people, and what is measured of it."),
    (
        Page.ACTIVITIES,
        "What is done, with every kind of count that was returned of it: never added to each other.",
    ),
):
    commands.add_command(_command(_page, _says))
