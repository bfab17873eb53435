"""Mapping a supplier's headings, codes and dates: what is offered, what is refused, what the engine reads."""

import duckdb
import pytest
from samples.bad_input import makers

from headwater.data.contracts.language import Column, Contract, Kind, Licence
from headwater.data.contracts.recognition import match
from headwater.data.ingest import mapping, mapping_fit
from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import MEGABYTE, Limits
from headwater.data.ingest.mapping import Mapping
from headwater.data.ingest.mapping_fit import DateForm
from headwater.vocabulary.errors import Invalid

CONTRACT = Contract(
    key="incidents",
    title="Incidents",
    supplier="A council",
    one_row_is="one incident",
    licence=Licence.OGL,
    attribution="A council",
    purpose="Tests",
    columns=(
        Column("incident_on", Kind.DATE, "The day.", headings=("Incident date",), required=True),
        Column("method", Kind.TEXT, "How.", codes={"01": "Knife or sharp object", "02": "Blunt object"}),
        Column("lsoa_code", Kind.TEXT, "Where.", headings=("LSOA code",), form="[EW]01[0-9]{6}"),
        Column("people", Kind.WHOLE, "How many.", headings=("Number of people",), least=0),
        Column("note", Kind.TEXT, "Words.", optional=True),
    ),
)
HEADINGS = ("Date of incident", "Method used", "LSOA 2021", "People (number)", "Officer")
ROWS = (
    ("03/25/2024", "Knife / sharp object", "E01013810", "2", "x"),
    ("04/01/2024", "blunt object", "E01013811", "1", "y"),
    ("04/02/2024", "Zzz", "E01013812", "3", "z"),
)


@pytest.fixture
def sheet_of(tmp_path):
    def make(*, headings=HEADINGS, rows=ROWS):
        path = makers.make_file(tmp_path, makers.csv_text(headings=headings, rows=rows))
        return opening.open_file(path, work=tmp_path, limits=Limits(unpacked_bytes=MEGABYTE)).sheets[0]

    return make


def read(mapped):
    return duckdb.sql(f"SELECT * FROM {mapped.relation()} ORDER BY _line").fetchall()


def test_suggest_matches_headings_by_their_words_and_their_cells(sheet_of):
    offered = mapping.suggest(CONTRACT, sheet_of())
    assert offered.mapping.columns == {
        "Date of incident": "incident_on",
        "Method used": "method",
        "LSOA 2021": "lsoa_code",
        "People (number)": "people",
    }
    assert (offered.missing, offered.unknown) == ((), ("Officer",))
    assert offered.preview == ROWS
    assert all(0 <= offer.score <= 1 and 0 <= offer.fit <= 1 for offer in offered.offers)


def test_suggest_guesses_codes_and_says_which_it_cannot(sheet_of):
    offered = mapping.suggest(CONTRACT, sheet_of())
    assert offered.mapping.codes == {"method": {"Knife / sharp object": "01", "blunt object": "02"}}
    assert offered.unknown_codes == {"method": ("Zzz",)}


def test_suggest_reads_a_date_form_only_where_the_cells_can_tell(sheet_of):
    assert mapping.suggest(CONTRACT, sheet_of()).mapping.dates == {"incident_on": DateForm.MONTH_FIRST}
    doubtful = mapping.suggest(CONTRACT, sheet_of(rows=ROWS[1:]))
    assert doubtful.mapping.dates == {}
    assert doubtful.undecided_dates == ("incident_on",)


def test_suggest_leaves_alone_what_the_contract_knows_already(sheet_of):
    offered = mapping.suggest(
        CONTRACT, sheet_of(headings=("Incident date", "method", "LSOA code", "people", "note"))
    )
    assert offered.offers == ()
    assert offered.mapping.columns["Incident date"] == "incident_on"


def test_suggest_offers_nothing_for_a_file_of_another_kind(sheet_of):
    offered = mapping.suggest(CONTRACT, sheet_of(headings=("q", "w"), rows=(("a", "b"),)))
    assert offered.offers == ()
    assert offered.missing == ("incident_on", "method", "lsoa_code", "people")


def test_apply_gives_what_the_contract_expects(sheet_of):
    sheet = sheet_of()
    offered = mapping.suggest(CONTRACT, sheet).mapping
    whole = Mapping(offered.columns, {"method": {**offered.codes["method"], "zzz": ""}}, offered.dates)
    mapped = mapping.apply(whole, sheet)
    assert match(CONTRACT, mapped.sheet.headings).fits
    assert read(mapped) == [
        ("2024-03-25", "01", "E01013810", "2", "x", 2),
        ("2024-04-01", "02", "E01013811", "1", "y", 3),
        ("2024-04-02", None, "E01013812", "3", "z", 4),
    ]


@pytest.mark.parametrize(
    ("form", "cell", "read_as"),
    [
        (DateForm.DAY_FIRST, "04/03/2024", "2024-03-04"),
        (DateForm.MONTH_FIRST, "04/03/2024", "2024-04-03"),
        (DateForm.DAY_NAMED_MONTH, "04-Mar-2024", "2024-03-04"),
        (DateForm.ISO, "2024-03-04", "2024-03-04"),
        (DateForm.MONTH_FIRST, "04/03/2024 23:30", "2024-04-03T23:30:00"),
        (DateForm.MONTH_FIRST, "04/03/2024T23:30:15", "2024-04-03T23:30:15"),
        (DateForm.DAY_FIRST, "31/02/2024", "31/02/2024"),
        (DateForm.MONTH_FIRST, "not a day", "not a day"),
    ],
)
def test_a_date_is_read_in_its_form_and_else_left_for_the_check(sheet_of, form, cell, read_as):
    sheet = sheet_of(headings=("when", "b"), rows=((cell, "1"),))
    mapped = mapping.apply(Mapping({"when": "incident_on"}, dates={"incident_on": form}), sheet)
    assert read(mapped)[0][0] == read_as


def test_codes_are_matched_without_regard_to_case_and_quotes_are_only_letters(sheet_of):
    sheet = sheet_of(headings=("method", "b"), rows=((" KNIFE'S ", "1"), ("other", "2")))
    mapped = mapping.apply(Mapping({"method": "method"}, {"method": {"knife's": "01"}}), sheet)
    assert [row[0] for row in read(mapped)] == ["01", "other"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Mapping({"Officer": "nobody"}), "has no column nobody"),
        (Mapping({}, codes={"nobody": {}}), "has no column nobody"),
        (Mapping({"Nowhere": "note"}), "has no heading Nowhere"),
        (Mapping({"Officer": "note", "Method used": "note"}), "Two headings are matched to note"),
        (Mapping({}, codes={"note": {"a": "b"}}), "has no list of codes"),
        (Mapping({}, codes={"method": {"a": "77"}}), "not in the list of method"),
        (Mapping({}, dates={"people": DateForm.ISO}), "people holds no dates"),
    ],
)
def test_check_refuses_what_contract_or_file_cannot_bear(wrong, says):
    with pytest.raises(Invalid, match=says):
        mapping.check(wrong, CONTRACT, HEADINGS)


def test_codes_and_dates_are_matched_without_the_spaces_around_them(sheet_of):
    rows = (("\t03/25/2024\xa0", "\u200bBlunt object\u3000", "E01013810", "2", "x"),)
    how = Mapping({}, {"Method used": {" blunt object ": "02"}}, {"Date of incident": DateForm.MONTH_FIRST})
    assert read(mapping.apply(how, sheet_of(rows=rows)))[0][:2] == ("2024-03-25", "02")


def test_check_accepts_a_good_mapping_and_a_code_that_becomes_empty():
    good = Mapping({" date OF incident": "incident_on"}, {"method": {"?": ""}}, {"incident_on": DateForm.ISO})
    mapping.check(good, CONTRACT, HEADINGS)


def test_the_fingerprint_knows_next_months_file_and_no_other():
    assert mapping.fingerprint(HEADINGS) == mapping.fingerprint((" officer ", *HEADINGS[:-1], ""))
    assert mapping.fingerprint(HEADINGS) != mapping.fingerprint(HEADINGS[:-1])


@pytest.mark.parametrize(
    ("column", "cells", "share"),
    [
        (Column("a", Kind.WHOLE, "x", least=0), ["1", "2.0", "2.5", "-1", None, " "], 0.5),
        (Column("a", Kind.NUMBER, "x"), ["1.5", "x"], 0.5),
        (Column("a", Kind.LATITUDE, "x"), ["52.9", "-1.1"], 0.5),
        (Column("a", Kind.TEXT, "x", codes={"Y": "Yes"}), ["Y", "yes", "no", "1"], 0.5),
        (Column("a", Kind.TEXT, "x"), ["anything"], 0.5),
        (Column("a", Kind.MONTH, "x"), ["2024-03", "March"], 0.5),
        (Column("a", Kind.DATE, "x"), ["2024-03-01", "1 March"], 0.5),
        (Column("a", Kind.YES_NO, "x"), ["Y", "maybe"], 0.5),
        (Column("a", Kind.TEXT, "x", form="[0-9]+"), ["1", "a"], 0.5),
        (Column("a", Kind.TEXT, "x"), [], 0.0),
    ],
)
def test_fit_is_the_share_of_filled_cells_that_would_suit(column, cells, share):
    assert mapping_fit.share(column, cells) == share


def test_rows_that_are_not_alike_ask_for_the_thorough_path(sheet_of, tmp_path):
    text = "a,b\n" + "1,2\n" * 200_000 + "1234\n1,2,3\n"
    path = makers.make_file(tmp_path, text)
    sheet = opening.open_file(path, work=tmp_path, limits=Limits(unpacked_bytes=10 * MEGABYTE)).sheets[0]
    with pytest.raises(Invalid, match="thoroughly"):
        mapping.sample(sheet, rows=300_000)
