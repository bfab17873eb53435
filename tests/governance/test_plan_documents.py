"""A partnership's own document: tables and outlines read, checked and brought in, and taken out again."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter

from governance.partnership_makers import make_organisation
from governance.plan_makers import make_clause, make_plan
from headwater.governance.audit import clock
from headwater.governance.partners import actions as partners
from headwater.governance.partners.queries import operator
from headwater.governance.partners.rules import LONGEST_TEXT
from headwater.governance.strategy import actions, bringing, exporting, importing, queries, rules
from headwater.governance.strategy.importing import Row, checks
from headwater.governance.strategy.models import LinkKind
from headwater.vocabulary.errors import Conflict, Invalid, Refused

OTHER_SCRIPTS = Path(__file__).with_name("other_scripts.csv")
TABLE = [
    ["Ref", "Type", "Clause", "Under", "Lead", "Indicators"],
    ["SP1", "Strategic priority", "Lead together.", "", "", ""],
    ["O1.1", "Objectives", "A trauma strategy.", "SP1", "", "serious_violence; homicide"],
]


def as_csv(table, mark=","):
    return "\n".join(mark.join(row) for row in table)


def as_xlsx(table):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("About").write(0, 0, "Our strategy")
        sheet = book.add_worksheet("Clauses")
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def as_docx(table):
    document = docx.Document()
    document.add_paragraph("Our strategy")
    made = document.add_table(rows=0, cols=len(table[0]))
    for row in table:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_zip(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, words in parts.items():
            packed.writestr(name, words)
    return file.getvalue()


OUTLINE = """# Our strategy

## Strategic priorities
- **SP1** Lead together.

## Objectives
- **SP1b**: Another, which
  runs on.
- SP2: Without a heading of its own
  - Owner: Head of it
  - A part without a key
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ours.csv", as_csv(TABLE).encode("utf-8-sig")),
        ("ours.txt", as_csv(TABLE, "\t").encode()),
        ("ours.csv", as_csv(TABLE, "|").replace("|", ",").encode()),
        ("ours.tsv", as_csv(TABLE, "\t").encode()),
        ("ours.xlsx", as_xlsx(TABLE)),
        ("ours.docx", as_docx(TABLE)),
    ],
)
def test_a_table_is_read_from_every_kind_of_file(name, content):
    found = importing.read_file(name, content)
    assert not found.faults
    assert [(row.key, row.kind, row.text, row.parent) for row in found.rows] == [
        ("SP1", "priority", "Lead together.", ""),
        ("O1.1", "objective", "A trauma strategy.", "SP1"),
    ]
    assert found.rows[1].indicators == ("serious_violence", "homicide")
    assert found.columns == {"key", "kind", "text", "parent", "owner", "indicators"}


def test_a_pasted_table_is_read_whatever_sets_its_cells_apart():
    piped = "| key | kind | text |\n|---|---|---|\n| V | Vision | Communities without fear. |"
    for text in (as_csv(TABLE), as_csv(TABLE, "\t"), as_csv(TABLE, ";").replace("; ", ", ")):
        assert [row.key for row in importing.read_pasted(text).rows] == ["SP1", "O1.1"]
    [row] = importing.read_pasted(piped).rows
    assert (row.key, row.kind, row.line) == ("V", "vision", 3)


def test_an_outline_is_read_with_its_kinds_parents_and_made_up_keys():
    found = importing.read_file("ours.md", OUTLINE.encode())
    assert not found.faults
    assert [(row.key, row.kind, row.parent, row.text) for row in found.rows] == [
        ("SP1", "priority", "", "Lead together."),
        ("SP1b", "objective", "", "Another, which runs on."),
        ("SP2", "objective", "", "Without a heading of its own"),
        ("SP2.1", "objective", "SP2", "A part without a key"),
    ]
    assert found.rows[2].owner == "Head of it"
    assert importing.read_pasted(OUTLINE).rows == found.rows


def test_other_scripts_are_kept_as_they_are():
    content = OTHER_SCRIPTS.read_bytes()
    found = importing.read_file(OTHER_SCRIPTS.name, content)
    assert not found.faults
    given = [line.split(",") for line in content.decode().splitlines()[1:]]
    assert [[row.key, row.kind, row.text] for row in found.rows] == given


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        ("a,objective,x,\nA,objective,y,", 3, "The key A stands in line 2 already"),
        ("a,objective,x,none", 2, "a stands under none, and no line has that key"),
        ("a,objective,x,b\nb,objective,y,a", 2, "circle: a under b under a"),
        ("a,objective,x,a", 2, "circle: a under a"),
        ("a,aim,x,", 2, "“aim” is not a kind of clause"),
        ("a,objective,,", 2, "The text is empty"),
        (",objective,x,", 2, "The key is empty"),
        ("a b,objective,x,", 2, "“a b” is not a key"),
        (f"{'a' * 101},objective,x,", 2, "is too long. A key has at most 100 characters"),
    ],
)
def test_every_fault_of_a_row_is_one_clear_sentence_with_its_line(rows, line, says):
    found = importing.read_pasted(f"key,kind,text,parent\n{rows}")
    assert found.stops
    assert any(fault.line == line and says in fault.says for fault in found.faults), found.faults


def test_a_text_that_is_no_clause_is_refused_with_its_line():
    reading = importing.read_pasted(
        as_csv([*TABLE[:2], ["O1", "Objective", "x" * (LONGEST_TEXT + 1), "", "", ""]])
    )
    [fault] = reading.faults
    assert fault.stops
    assert (
        str(fault)
        == "Line 3: The text has 10,001 characters, and at most 10,000 are kept. Say it in fewer words."
    )
    assert not importing.read_pasted(
        as_csv([*TABLE[:2], ["O1", "Objective", "x" * LONGEST_TEXT, "", "", ""]])
    ).faults


@pytest.mark.parametrize("way", [1, -1])
def test_a_long_chain_is_walked_once_and_not_from_every_clause(way):
    compared = 0

    class Key(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    chain = [Row(at, Key(f"C{at}"), "objective", "x", Key(f"C{at - 1}" if at else "")) for at in range(100)]
    assert not checks.checked(importing.Reading(tuple(chain[::way]))).faults
    assert compared < 50 * len(chain)


def test_all_faults_are_told_at_once_in_the_order_of_lines():
    found = importing.read_pasted("key,kind,text,parent\na,aim,x,gone\na,objective,,\n")
    assert [fault.line for fault in found.faults] == sorted(fault.line for fault in found.faults)
    assert len(found.faults) == 4


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("ours.pdf", b"%PDF", "Files that can be read end in"),
        ("ours.csv", b"", "There is nothing in it"),
        ("ours.csv", b"name,address\nx,y", "No line has the headings"),
        ("ours.csv", b"key,kind,text\n", "No clause was found"),
        ("ours.csv", "key,kind,text\na,objective,caf\xe9".encode("latin-1"), "not in UTF-8"),
        ("ours.xlsx", b"not a workbook", "cannot be opened as a workbook"),
        ("ours.docx", b"not a document", "cannot be opened as a document"),
        ("ours.xlsx", as_zip({"a.txt": "x"}), "cannot be opened as a workbook"),
        ("ours.docx", as_zip({"a.txt": "x"}), "cannot be opened as a document"),
        ("ours.docx", as_zip({"[Content_Types].xml": "<broken"}), "cannot be opened as a document"),
        ("ours.csv", b"key,kind,text\na,objective,\0", "This is not text"),
        ("ours.docx", as_docx([["a", "b"]]), "No table of this document"),
        ("ours.csv", b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name, content, says):
    found = importing.read_file(name, content)
    assert found.stops
    assert says in found.faults[0].says


def rewritten(content, part, before, after):
    """A packed file with some words of one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            assert name != part or before in text
            new.writestr(name, text.replace(before, after) if name == part else text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/worksheets/sheet2.xml", b'r="F3"', b'r="XFD200"'),  # a far cell: laid out, a rectangle
        ("xl/worksheets/sheet2.xml", b'r="F3"', b'r="xfd200"'),
        ("xl/worksheets/sheet2.xml", b'<row r="3"', b'<row r="3000000"'),
        ("xl/worksheets/sheet2.xml", b"</sheetData>", b" " * 21_000_000 + b"</sheetData>"),
        (
            "xl/sharedStrings.xml",
            b"Lead together.",
            b"x" * 19_000_000,
        ),  # copied into every cell that names it
    ],
)
def test_a_workbook_that_would_fill_the_machine_is_refused_unopened(part, before, after):
    found = importing.read_file("ours.xlsx", rewritten(as_xlsx([*TABLE, *TABLE]), part, before, after))
    assert [fault.says for fault in found.faults] == [
        "The file holds more than a plan can. Is it the right file?"
    ]


def test_a_word_table_that_would_fill_the_machine_is_refused_and_a_merged_cell_is_read_where_it_stands():
    many = rewritten(as_docx(TABLE), "word/document.xml", b"<w:body>", b"<w:body>" + b"<w:p/>" * 500_000)
    assert "more than a plan can" in importing.read_file("ours.docx", many).faults[0].says
    spread = rewritten(
        as_docx(TABLE), "word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2000000000"/>'
    )
    assert len(importing.read_file("ours.docx", spread).rows) == 2


def test_ten_thousand_rows_are_one_sentence_and_not_a_plan():
    rows = "\n".join(f"c{at},objective,Text {at}" for at in range(10_000))
    found = importing.read_pasted(f"key,kind,text\n{rows}")
    assert found.rows == ()
    assert "10,000 rows" in found.faults[0].says
    assert f"at most {rules.MOST_CLAUSES:,}" in found.faults[0].says


def test_an_indicator_that_is_not_there_is_said_and_kept():
    reading = importing.read_pasted("key,kind,text,indicators\na,outcome,x,serious_violence; next_year")
    [fault] = checks.unknown_indicators(reading.rows, {"serious_violence"})
    assert "next_year" in fault.says
    assert not fault.stops


def incoming(plan, text, **more):
    reading = importing.read_pasted(text)
    return bringing.Incoming(reading, bringing.mark(plan), **more)


def bring(plan, text, *, reason="", **more):
    return actions.import_plan(plan, incoming=incoming(plan, text, **more), reason=reason, by=operator())


@pytest.mark.django_db
def test_a_preview_says_what_would_change_and_changes_nothing():
    plan = make_plan()
    make_clause(plan, key="a", text="As it is.")
    make_clause(plan, key="b", text="Before.")
    make_clause(plan, key="c")
    text = "key,kind,text\na,objective,As it is.\nb,objective,After.\nd,objective,New."
    found = bringing.preview(plan, importing.read_pasted(text))
    assert [row.key for row in found.added] == ["d"]
    assert [(each.clause.key, each.differences[0].before) for each in found.changed] == [("b", "Before.")]
    assert [clause.key for clause in found.missing] == ["c"]
    assert found.same == 1
    assert queries.get_clause("ours", "b").text == "Before."


@pytest.mark.django_db
def test_bringing_in_adds_and_changes_and_withdraws_only_if_asked():
    plan = make_plan()
    make_clause(plan, key="a", text="Before.", owner_role="Head of Prevention")
    make_clause(plan, key="b")
    text = "key,kind,text,parent,indicators\nd,outcome,New.,a,homicide\na,objective,After.,,"
    bring(plan, text)
    a, d = queries.get_clause("ours", "a"), queries.get_clause("ours", "d")
    assert (a.text, a.version, a.owner_role) == ("After.", 2, "Head of Prevention")  # no column, no change
    assert d.parent == a
    assert queries.linked_keys(d, LinkKind.INDICATOR) == ("homicide",)
    assert not queries.get_clause("ours", "b").withdrawn
    bring(plan, text, leave_out=True)
    assert queries.get_clause("ours", "b").withdrawn
    assert queries.get_clause("ours", "a").version == 2  # nothing new makes no version
    bring(plan, "key,kind,text\nb,objective,It is back.")
    assert not queries.get_clause("ours", "b").withdrawn


@pytest.mark.django_db
def test_a_plan_that_changed_after_the_preview_is_not_written_over():
    plan = make_plan()
    clause = make_clause(plan, key="a")
    seen = incoming(plan, "key,kind,text\na,objective,From the file.")
    actions.change_clause(clause, changes={"text": "By hand."}, seen=1, by=operator())
    with pytest.raises(Conflict, match="Look at the difference again"):
        actions.import_plan(plan, incoming=seen, by=operator())
    assert queries.get_clause("ours", "a").text == "By hand."


@pytest.mark.django_db
def test_nothing_of_a_faulty_document_is_brought_in():
    plan = make_plan()
    with pytest.raises(Invalid, match="Line 3: The key a stands in line 2 already"):
        bring(plan, "key,kind,text\na,objective,x\na,objective,y")
    with pytest.raises(Invalid, match="Line 2: There is no organisation called Nobody"):
        bring(plan, "key,kind,text,owner\na,objective,x,Nobody")
    assert not queries.clauses(plan)


@pytest.mark.django_db
def test_an_owner_is_known_by_key_or_name_and_an_ended_one_is_refused_with_its_successor():
    old, new = make_organisation(key="old-council"), make_organisation(key="new-council")
    plan = make_plan()
    bring(plan, "key,kind,text,owner\na,objective,x,old-council\nb,objective,y,OLD-Council")
    assert {clause.owner for clause in queries.clauses(plan)} == {old}
    partners.end_organisation(old, ends_on=clock.today(), successor=new, by=operator())
    with pytest.raises(Invalid, match="New-Council has taken over"):
        bring(plan, "key,kind,text,owner\na,objective,z,old-council")


@pytest.mark.django_db
def test_an_adopted_plan_takes_a_document_only_with_a_reason():
    plan = make_plan()
    make_clause(plan, key="a")
    actions.adopt(plan, adopted_on=plan.starts_on, by=operator())
    text = "key,kind,text\na,objective,Other words."
    with pytest.raises(Refused, match="say why"):
        bring(plan, text)
    bring(plan, text, reason="The board of May.")
    assert queries.get_clause("ours", "a").version == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "maker"), [("x.csv", exporting.as_csv), ("x.xlsx", exporting.as_workbook)])
def test_what_goes_out_comes_in_again_unchanged(name, maker):
    actions.seed(by=operator())
    plan = queries.get_plan("framework-2022")
    clause = queries.get_clause(plan.key, "M1")
    words = {"text": "=SUM(A1); “quoted”, with\na line", "owner": make_organisation(key="council")}
    actions.change_clause(clause, changes=words, seen=1, by=operator())
    reading = importing.read_file(name, maker(plan))
    assert not reading.faults
    found = bringing.preview(plan, reading)
    assert (found.added, found.changed, found.missing, found.same) == ((), (), (), 57)
    other = make_plan(key="other")
    actions.import_plan(other, incoming=bringing.Incoming(reading), by=operator())
    assert list(exporting.table(other)) == list(exporting.table(plan))


@pytest.mark.django_db
def test_no_cell_that_goes_out_runs_in_a_spreadsheet():
    make_clause(make_plan(), key="a", text="=HYPERLINK(1)")
    assert b"'=HYPERLINK" in exporting.as_csv(queries.get_plan("ours"))


def test_what_was_read_is_written_and_read_the_same():
    reading = importing.read_pasted(as_csv(TABLE))
    again = importing.read_pasted(importing.as_text(reading))
    assert again.rows == reading.rows
    assert again.columns == reading.columns
