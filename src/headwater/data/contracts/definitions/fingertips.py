"""Fingertips: any public-health indicator in the form of the OHID download, with its published intervals."""

from headwater.data.contracts.language import Column, Contract, Freshness, Kind, Licence, Precision

CONTRACT = Contract(
    key="fingertips",
    title="Public health indicators (Fingertips)",
    supplier="Department of Health and Social Care, Fingertips",
    one_row_is="one indicator of one area, sex, age and category in one period",
    licence=Licence.OGL,
    attribution="Fingertips, Department of Health and Social Care. Contains public sector information licensed under the "
    "Open Government Licence v3.0.",
    purpose="Published open data",
    row_key=(
        "indicator_id",
        "parent_code",
        "area_code",
        "area_type",
        "sex",
        "age",
        "category_type",
        "category",
        "time_period",
    ),
    precision=Precision.YEAR,
    freshness=Freshness(every_months=12, lag_months=12),
    formats=("csv",),
    columns=(
        Column(
            "indicator_id",
            Kind.WHOLE,
            "The publisher's number of the indicator.",
            headings=("Indicator ID",),
            required=True,
            least=1,
            example="90284",
        ),
        Column(
            "indicator_name",
            Kind.TEXT,
            "The indicator in words.",
            headings=("Indicator Name",),
            required=True,
            longest=500,
            example="Hospital admissions caused by injuries in children (aged 0 to 14 years)",
        ),
        Column(
            "parent_code",
            Kind.TEXT,
            "Code of the area that this one is compared with.",
            headings=("Parent Code",),
            example="E92000001",
        ),
        Column("parent_name", Kind.TEXT, "Name of that area.", headings=("Parent Name",), example="England"),
        Column(
            "area_code",
            Kind.TEXT,
            "Code of the area.",
            headings=("Area Code",),
            required=True,
            example="E06000018",
        ),
        Column(
            "area_name",
            Kind.TEXT,
            "Name of the area.",
            headings=("Area Name",),
            required=True,
            example="Nottingham",
        ),
        Column(
            "area_type",
            Kind.TEXT,
            "Kind of area.",
            headings=("Area Type",),
            required=True,
            example="Counties & UAs (from Apr 2023)",
        ),
        Column("sex", Kind.TEXT, "Sex.", headings=("Sex",), required=True, example="Persons"),
        Column("age", Kind.TEXT, "Age band.", headings=("Age",), required=True, example="<15 yrs"),
        Column(
            "category_type",
            Kind.TEXT,
            "Kind of breakdown, such as tenths by deprivation.",
            headings=("Category Type",),
            example="District & UA deprivation deciles in England",
        ),
        Column(
            "category",
            Kind.TEXT,
            "Group of that breakdown.",
            headings=("Category",),
            example="Most deprived decile",
        ),
        Column(
            "time_period",
            Kind.TEXT,
            "The period, as published.",
            headings=("Time period",),
            required=True,
            example="2022/23",
        ),
        Column(
            "value", Kind.NUMBER, "The value; empty where not published.", headings=("Value",), example="92.1"
        ),
        Column(
            "lower_95", Kind.NUMBER, "Lower 95% limit.", headings=("Lower CI 95.0 limit",), example="84.3"
        ),
        Column(
            "upper_95", Kind.NUMBER, "Upper 95% limit.", headings=("Upper CI 95.0 limit",), example="100.4"
        ),
        Column(
            "lower_99_8", Kind.NUMBER, "Lower 99.8% limit.", headings=("Lower CI 99.8 limit",), example="80.1"
        ),
        Column(
            "upper_99_8",
            Kind.NUMBER,
            "Upper 99.8% limit.",
            headings=("Upper CI 99.8 limit",),
            example="105.2",
        ),
        Column(
            "count", Kind.NUMBER, "The count that the value is made of.", headings=("Count",), example="525"
        ),
        Column(
            "denominator",
            Kind.NUMBER,
            "The population it is divided by.",
            headings=("Denominator",),
            example="57010",
        ),
        Column(
            "value_note",
            Kind.TEXT,
            "Why a value is missing or to be read with care.",
            headings=("Value note",),
            longest=1000,
            example="Value suppressed for disclosure control due to small count",
        ),
        Column(
            "recent_trend",
            Kind.TEXT,
            "The publisher's reading of the trend.",
            headings=("Recent Trend",),
            example="No significant change",
        ),
        Column(
            "compared_to_england",
            Kind.TEXT,
            "The publisher's comparison with England.",
            headings=("Compared to England value or percentiles",),
            example="Similar",
        ),
        Column(
            "compared_to_percentiles",
            Kind.TEXT,
            "The publisher's comparison with other areas.",
            headings=("Compared to percentiles",),
            optional=True,
        ),
        Column(
            "time_period_sortable",
            Kind.WHOLE,
            "The period as a number to sort by.",
            headings=("Time period Sortable",),
            example="20220000",
        ),
        Column("new_data", Kind.TEXT, "Whether the row is new.", headings=("New data",), optional=True),
        Column(
            "compared_to_goal",
            Kind.TEXT,
            "The publisher's comparison with a goal.",
            headings=("Compared to goal",),
            optional=True,
        ),
        Column(
            "time_period_range",
            Kind.TEXT,
            "Length of the period.",
            headings=("Time period range",),
            optional=True,
            example="1y",
        ),
    ),
    notes="Limits of -1 mean that none could be worked out. Rows of England stand twice where they are compared with "
    "different parents. A blank value is not zero; its note says why.",
)
