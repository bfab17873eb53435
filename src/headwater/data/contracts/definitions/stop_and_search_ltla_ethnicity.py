"""Stop and search by district, ethnicity and object, law or outcome, 2019 to 2021: yearly counts from data.police.uk."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Contract, Kind, Licence, Precision

METRICS = {
    "object_of_search": "What was looked for",
    "legislation": "Under which law",
    "outcome": "What came of it",
}

CONTRACT = Contract(
    key="stop_and_search_ltla_ethnicity",
    title="Stop and search by district and ethnicity",
    supplier="Analysts of data.police.uk; re-hosted by a third party",
    one_row_is="one count of searches of one ethnic group in one district and year, by one object, law or outcome",
    licence=Licence.OGL,
    attribution="data.police.uk. Contains public sector information licensed under the Open Government Licence v3.0.",
    purpose="Published open data",
    row_key=("year", "la_code", "ethnicity", "metric", "metric_category"),
    precision=Precision.YEAR,
    columns=(
        Column(
            "year", Kind.WHOLE, "Calendar year.", required=True, least=2000, greatest=2100, example="2020"
        ),
        Column("la_name", Kind.TEXT, "Name of the district.", required=True, example="Nottingham"),
        Column(
            "la_code", Kind.TEXT, "Code of the district.", required=True, form=forms.LTLA, example="E06000018"
        ),
        Column("county", Kind.TEXT, "County, or NA.", example="Nottinghamshire"),
        Column("region", Kind.TEXT, "Region, or NA for Wales.", example="East Midlands"),
        Column("country", Kind.TEXT, "Country.", example="England"),
        Column("force", Kind.TEXT, "Police force.", required=True, example="Nottinghamshire"),
        Column(
            "ethnicity", Kind.TEXT, "Ethnic group, as the officer saw it.", required=True, example="Black"
        ),
        Column(
            "metric", Kind.TEXT, "What the category is of.", required=True, codes=METRICS, example="outcome"
        ),
        Column(
            "metric_category",
            Kind.TEXT,
            "The category; NA where none was recorded.",
            required=True,
            example="Arrest",
        ),
        Column("frequency", Kind.WHOLE, "Searches.", required=True, unit="searches", least=0, example="12"),
        Column(
            "percentage",
            Kind.NUMBER,
            "Share of the searches of that group, district, year and metric.",
            unit="per cent",
            least=0,
            greatest=100,
            example="4.6",
        ),
    ),
    notes="Two ethnic groups only. Months that a force did not send are missing without a word: the low numbers of "
    "Nottinghamshire in 2020 and 2021 look like missing returns.",
)
