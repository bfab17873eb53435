"""Indicators of each local authority, as the Department for Education publishes them: one number a row, many indicators."""

from headwater.data.contracts import marks
from headwater.data.contracts.language import Column, Contract, Freshness, Kind, Licence, Precision

CONTRACT = Contract(
    key="dfe_la_indicators",
    title="Local-authority indicators related to violence",
    supplier="Department for Education, Local Authority Interactive Tool",
    one_row_is="one indicator of one authority or region in one year",
    licence=Licence.OGL,
    attribution="Local Authority Interactive Tool, Department for Education. Contains public sector information licensed "
    "under the Open Government Licence v3.0.",
    purpose="Published open data",
    row_key=("indicator", "indicator_title", "years", "area"),
    precision=Precision.YEAR,
    freshness=Freshness(every_months=12, lag_months=9),
    columns=(
        Column(
            "indicator",
            Kind.TEXT,
            "The publisher's short name of the indicator.",
            headings=("Short Desc",),
            required=True,
            example="FirstYJS",
        ),
        Column(
            "indicator_title",
            Kind.TEXT,
            "The indicator in words; stands on its first year only.",
            headings=("Data item",),
            longest=400,
            example="First Time entrants to the Youth Justice System",
        ),
        Column(
            "years",
            Kind.TEXT,
            "The year, as published: calendar, financial, academic, or several together.",
            headings=("Years", "Year"),
            required=True,
            example="2016/17",
        ),
        Column(
            "area",
            Kind.TEXT,
            "Name of the authority, region or country.",
            headings=("LA and Regions",),
            required=True,
            example="Nottingham",
        ),
        Column(
            "value",
            Kind.NUMBER,
            "The number; a mark is never zero.",
            headings=("Values", "Value"),
            marks=marks.DFE,
            example="341.2",
        ),
        Column(
            "la_number",
            Kind.WHOLE,
            "The department's number of the authority.",
            headings=("LA Number",),
            optional=True,
            least=1,
            greatest=999,
            example="892",
        ),
        Column(
            "region",
            Kind.TEXT,
            "Region of the authority; NA for a region itself.",
            headings=("Region",),
            optional=True,
            example="East Midlands",
        ),
        Column(
            "value_number",
            Kind.NUMBER,
            "The same number, as typed by whoever made this copy.",
            headings=("value_num",),
            optional=True,
            example="341.2",
        ),
    ),
    notes="Units differ by indicator: rates per 10,000 or 100,000, percentages, numbers and pounds. Years are labels and are "
    "read as such. One indicator has years labelled 0.",
)
