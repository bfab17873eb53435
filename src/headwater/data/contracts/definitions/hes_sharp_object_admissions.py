"""Hospital admissions for assault by a sharp object, by region and month: in total, or by sex, age group or ethnicity.

The four published tables share this contract: each has the same columns and at most one breakdown. A hidden number is 1 to 7, and is
kept as those bounds; what is already rounded is never rounded again.
"""

from headwater.data.contracts import forms, marks
from headwater.data.contracts.language import Column, Contract, Freshness, Kind, Licence, Precision

MEASURES = {
    "FAE": "Finished admission episodes: admissions",
    "FCE": "Finished consultant episodes: periods under one consultant",
}
ALL = "empty in the tables of another breakdown."

CONTRACT = Contract(
    key="hes_sharp_object_admissions",
    title="Hospital admissions for assault by sharp object, by region and month",
    supplier="NHS England, Hospital Episode Statistics",
    one_row_is="one count of admissions in one region and month, of all or of one group",
    licence=Licence.OGL,
    attribution="Hospital Episode Statistics, NHS England. Contains public sector information licensed under the Open "
    "Government Licence v3.0.",
    purpose="Published open data",
    row_key=("month", "region", "measure", "sex", "age_group", "ethnicity"),
    period="month",
    precision=Precision.MONTH,
    freshness=Freshness(every_months=12, lag_months=6),
    columns=(
        Column(
            "financial_year",
            Kind.TEXT,
            "April to March.",
            headings=("Financial year",),
            required=True,
            form=forms.FINANCIAL_YEAR,
            example="2012-13",
        ),
        Column(
            "month",
            Kind.MONTH,
            "Month of the admission.",
            headings=("Month",),
            required=True,
            past=True,
            example="2012-04",
        ),
        Column(
            "region",
            Kind.TEXT,
            "Region of the hospital's patient, England, or a place outside it.",
            headings=("Region",),
            required=True,
            example="East Midlands",
        ),
        Column(
            "measure",
            Kind.TEXT,
            "What is counted.",
            headings=("Measure",),
            required=True,
            codes=MEASURES,
            example="FAE",
        ),
        Column("sex", Kind.TEXT, f"Sex; {ALL}", headings=("Sex", "Gender"), optional=True, example="Male"),
        Column(
            "age_group",
            Kind.TEXT,
            f"Age group, spelt as published that year; {ALL}",
            headings=("Age group", "Age"),
            optional=True,
            example="10 to 19",
        ),
        Column(
            "ethnicity",
            Kind.TEXT,
            f"Ethnic group, spelt as published that year; {ALL}",
            headings=("Ethnicity", "Ethnic group"),
            optional=True,
            example="White",
        ),
        Column(
            "admissions",
            Kind.WHOLE,
            "The number as published: * hides 1 to 7.",
            headings=("value_as_published", "Admissions"),
            unit="episodes",
            least=0,
            marks=marks.HES,
            example="15",
        ),
        Column(
            "value",
            Kind.NUMBER,
            "The same number, as typed by whoever made this copy; empty where hidden.",
            unit="episodes",
            optional=True,
            least=0,
            example="15.0",
        ),
        Column(
            "suppressed",
            Kind.YES_NO,
            "Whether whoever made this copy read the mark as hidden.",
            optional=True,
            example="False",
        ),
    ),
    notes="Below national level 1 to 7 is shown as * and other numbers are rounded to the nearest 5; some years and tables are "
    "not rounded. Admissions are not people, and episodes (FCE) are not admissions (FAE). Not published below region. Age "
    "and ethnic groups change their spelling between years. An empty number is not known, and is not zero. Ethnicity of "
    "2017-18 is one month only. The age groups divide at 20 and at 30, never at 25, so that nothing here can be said of "
    "people under 25.",
)
