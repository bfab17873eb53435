"""A contract for other people's software: CSV on the Web, JSON Schema, a Frictionless table schema.

All three come from the declaration and hold nothing else. They describe the file as it is supplied.
"""

from collections.abc import Mapping
from typing import Any

from headwater.data.contracts.language import Column, Contract, Kind, Licence, Sensitivity

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
Document = dict[str, Any]

GOES: Mapping[Sensitivity, str] = {
    Sensitivity.OPEN: "the lake",
    Sensitivity.PERSONAL: "the lake, under the agreement",
    Sensitivity.PSEUDONYM: "the lake, as a keyed hash",
    Sensitivity.IDENTIFIER: "the identity vault only",
    Sensitivity.FREE_TEXT: "used to find the place, then dropped",
}
_CSVW = {
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "datetime",
    Kind.MONTH: "gYearMonth",
    Kind.YES_NO: "boolean",
    Kind.LONGITUDE: "number",
    Kind.LATITUDE: "number",
    Kind.GEOMETRY: "json",
}
_JSON = {
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.LONGITUDE: {"type": "number"},
    Kind.LATITUDE: {"type": "number"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.TIMESTAMP: {"type": "string", "format": "date-time"},
    Kind.MONTH: {"type": "string", "pattern": "[0-9]{4}-(0[1-9]|1[0-2])"},
    Kind.GEOMETRY: {"type": "object"},
}
_FRICTIONLESS = {
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "datetime",
    Kind.MONTH: "yearmonth",
    Kind.YES_NO: "boolean",
    Kind.LONGITUDE: "number",
    Kind.LATITUDE: "number",
    Kind.GEOMETRY: "geojson",
}


def csvw(contract: Contract, *, url: str) -> Document:
    """Metadata of one CSV file of this contract, as CSV on the Web (W3C) has it."""
    schema: Document = {"columns": [_csvw_column(column) for column in contract.columns]}
    if key := _whole_key(contract):
        schema["primaryKey"] = key
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": url,
        "dc:title": contract.title,
        "dc:description": f"One row is {contract.one_row_is}.",
        "dc:publisher": contract.supplier,
        "dc:license": OGL if contract.licence is Licence.OGL else contract.licence.value,
        "dc:rights": contract.attribution,
        "tableSchema": schema,
    }


def _csvw_column(column: Column) -> Document:
    datatype: Document = {"base": _CSVW[column.kind]}
    if column.form:
        datatype["format"] = column.form
    if column.codes is not None:
        datatype["format"] = "|".join(_escaped(code) for code in column.codes)
    if column.least is not None:
        datatype["minimum"] = column.least
    if column.greatest is not None:
        datatype["maximum"] = column.greatest
    return {
        "name": column.name,
        "titles": list(column.spellings),
        "dc:description": _with_unit(column),
        "datatype": datatype,
        "required": column.required,
        "null": ["", *(mark for mark in column.marks if mark)],
    }


def json_schema(contract: Contract) -> Document:
    """JSON Schema (2020-12) of one row as an object of column names."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": contract.title,
        "description": f"One row is {contract.one_row_is}.",
        "type": "object",
        "properties": {column.name: _json_property(column) for column in contract.columns},
        "required": [column.name for column in contract.columns if column.required],
        "additionalProperties": False,
    }


def _json_property(column: Column) -> Document:
    value: Document = dict(_JSON.get(column.kind, {"type": "string", "maxLength": column.longest}))
    if column.form:
        value["pattern"] = f"^(?:{column.form})$"
    if column.codes is not None:
        value["enum"] = list(column.codes)
    if column.least is not None:
        value["minimum"] = column.least
    if column.greatest is not None:
        value["maximum"] = column.greatest
    choices: list[Document] = [value]
    if not column.required:
        choices.append({"type": "null"})
    if marks := [mark for mark in column.marks if mark]:
        choices.append({"enum": marks})
    described: Document = {"description": _with_unit(column), "x-sensitivity": column.sensitivity.value}
    return {**described, **(value if len(choices) == 1 else {"anyOf": choices})}


def table_schema(contract: Contract) -> Document:
    """Frictionless Table Schema of this contract's files."""
    marks = {mark for column in contract.columns for mark in column.marks if mark}
    schema: Document = {
        "fields": [_field(column) for column in contract.columns],
        "missingValues": ["", *sorted(marks)],
    }
    if key := _whole_key(contract):
        schema["primaryKey"] = key
    return schema


def _field(column: Column) -> Document:
    limits: Document = {"required": True} if column.required else {}
    if column.form:
        limits["pattern"] = column.form
    if column.codes is not None:
        limits["enum"] = list(column.codes)
    if column.least is not None:
        limits["minimum"] = column.least
    if column.greatest is not None:
        limits["maximum"] = column.greatest
    title = column.spellings[0]
    field: Document = {"name": column.name, "title": title, "description": _with_unit(column)}
    field["type"] = _FRICTIONLESS[column.kind]
    return {**field, **({"example": column.example} if column.example else {}), "constraints": limits}


def _whole_key(contract: Contract) -> list[str]:
    """The key, where no part of it may be empty; other software knows no key with empty parts."""
    whole = all(contract.column(name).required for name in contract.row_key)
    return list(contract.row_key) if whole else []


def _with_unit(column: Column) -> str:
    return f"{column.meaning} Unit: {column.unit}." if column.unit else column.meaning


def _escaped(code: str) -> str:
    return "".join(rf"\{sign}" if sign in r".|()[]{}*+?^$\/" else sign for sign in code)
