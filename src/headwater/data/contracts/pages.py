"""A contract as a page for readers, in Markdown, written from its declaration."""

from collections.abc import Iterator

from headwater.data.contracts.language import Column, Contract
from headwater.data.contracts.metadata import GOES
from headwater.vocabulary.problems import CATALOGUE


def reference_page(contract: Contract) -> str:
    """The page of one contract."""
    return "\n".join([*_head(contract), *_columns(contract), *_codes(contract), *_rules(contract)]) + "\n"


def _head(contract: Contract) -> Iterator[str]:
    yield f"# {contract.title}"
    yield ""
    yield f"One row is {contract.one_row_is}. Supplied by: {contract.supplier}."
    yield ""
    yield f"* Key of the contract: `{contract.key}`, version {contract.version}"
    yield f"* Purpose: {contract.purpose}"
    if contract.lawful_basis:
        yield f"* Lawful basis: {contract.lawful_basis}"
    yield f"* Licence: {contract.licence.value}. {contract.attribution}"
    yield f"* Files: {', '.join(contract.formats)}"
    yield f"* {_key_words(contract)}"
    if contract.freshness:
        every, lag = contract.freshness.every_months, contract.freshness.lag_months
        yield f"* Due every {_months(every)}, usually {_months(lag)} after the period"
    if contract.retention_months is not None:
        yield f"* Kept for {_months(contract.retention_months)}"
    if contract.geography.is_home:
        yield "* The place is where the person lives, not where something happened"
    if contract.notes:
        yield ""
        yield contract.notes


def _months(count: int) -> str:
    return "month" if count == 1 else f"{count} months"


def _key_words(contract: Contract) -> str:
    if contract.row_key:
        return (
            f"Each row is known by {_named(contract.row_key)}; a later file that holds it again corrects it"
        )
    if contract.slice_by:
        return f"Identical rows are genuine. A later file replaces a whole {_named(contract.slice_by)}"
    return "Identical rows are genuine"


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _columns(contract: Contract) -> Iterator[str]:
    yield ""
    yield "## Columns"
    yield ""
    yield "| column | headings | what it says | must be | goes to | example |"
    yield "|---|---|---|---|---|---|"
    for column in contract.columns:
        cells = (
            f"`{column.name}`",
            "; ".join(column.headings),
            column.meaning,
            _constraint(column),
            GOES[column.sensitivity],
            column.example,
        )
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _constraint(column: Column) -> str:
    parts = (
        (True, column.kind.value.replace("_", " or ")),
        (column.unit, f"in {column.unit}"),
        (column.least is not None, f"at least {column.least:,}" if column.least is not None else ""),
        (column.greatest is not None, f"at most {column.greatest:,}" if column.greatest is not None else ""),
        (column.form, f"form `{column.form}`"),
        (column.codes is not None, "one of its codes"),
        (column.required, "never empty"),
        (column.optional, "the column may be absent"),
        (column.past, "not in the future"),
    )
    return ", ".join(words for holds, words in parts if holds)


def _codes(contract: Contract) -> Iterator[str]:
    for column in contract.columns:
        if column.codes is None or all(code == meaning for code, meaning in column.codes.items()):
            continue
        yield ""
        yield f"## Codes of `{column.name}`"
        yield ""
        yield "| code | meaning |"
        yield "|---|---|"
        yield from (f"| {code} | {meaning} |" for code, meaning in column.codes.items())
    yield from _marks(contract)


def _marks(contract: Contract) -> Iterator[str]:
    marks = {text: marked for column in contract.columns for text, marked in column.marks.items()}
    if not marks:
        return
    yield ""
    yield "## Marks in place of a number"
    yield ""
    yield "| mark | meaning | least | greatest |"
    yield "|---|---|---|---|"
    for text, marked in marks.items():
        bounds = ["not known" if each is None else f"{each:g}" for each in (marked.least, marked.greatest)]
        shown = f"`{text}`" if text else "empty"
        yield f"| {shown} | {marked.mark.value.replace('_', ' ')} | {bounds[0]} | {bounds[1]} |"


def _rules(contract: Contract) -> Iterator[str]:
    if not contract.rules:
        return
    yield ""
    yield "## Rules across columns"
    yield ""
    for rule in contract.rules:
        yield "* " + CATALOGUE[rule.code].says.format(column=f"`{rule.column}`", detail=rule.detail)
