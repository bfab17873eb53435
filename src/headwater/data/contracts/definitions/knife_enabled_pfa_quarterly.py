"""Offences with a knife or sharp instrument by police force and quarter, April 2008 to March 2019."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Contract, Kind, Licence, Precision

QUARTERS = {
    "Q1": "April to June",
    "Q2": "July to September",
    "Q3": "October to December",
    "Q4": "January to March",
}
COUNTS = (
    ("knife_enabled", "Knife enabled", "Offences enabled by a knife, but violence with injury and homicide"),
    (
        "violence_with_injury",
        "Violence with Injury",
        "Assault with injury or with intent to cause serious harm",
    ),
    ("homicide_and_serious_injury", "Homicide and serious injury", "Homicide and attempted murder"),
    ("knife_crime", "Knife Crime", "All of them"),
)
RATES = (("ke", "KE", "knife enabled"), ("vwi", "VWI", "violence with injury"), ("kc", "KC", "knife crime"))

CONTRACT = Contract(
    key="knife_enabled_pfa_quarterly",
    title="Knife-enabled offences by police force and quarter, 2008-09 to 2018-19",
    supplier="Home Office; re-hosted by a third party",
    one_row_is="one police force in one quarter",
    licence=Licence.OGL,
    attribution="Home Office police recorded crime. Contains public sector information licensed under the Open "
    "Government Licence v3.0.",
    purpose="Published open data",
    row_key=("force", "financial_year", "financial_quarter"),
    precision=Precision.QUARTER,
    columns=(
        Column(
            "quarter_number",
            Kind.WHOLE,
            "Quarters since the first.",
            headings=("QtrNum",),
            required=True,
            least=1,
            greatest=400,
            example="41",
        ),
        Column(
            "force",
            Kind.TEXT,
            "Police force.",
            headings=("Force Name",),
            required=True,
            example="Nottinghamshire",
        ),
        Column("region", Kind.TEXT, "Region.", headings=("Region",), example="East Midlands"),
        Column(
            "financial_year",
            Kind.TEXT,
            "April to March.",
            headings=("Financial Year",),
            required=True,
            form=forms.FINANCIAL_YEAR,
            example="2018/19",
        ),
        Column(
            "financial_quarter",
            Kind.TEXT,
            "Quarter of that year.",
            headings=("Financial Quarter",),
            required=True,
            codes=QUARTERS,
            example="Q1",
        ),
        Column(
            "population",
            Kind.NUMBER,
            "People.",
            headings=("Population",),
            unit="thousands",
            least=0,
            example="1123.7",
        ),
        *(
            Column(
                name,
                Kind.WHOLE,
                f"{words}.",
                headings=(heading,),
                unit="offences",
                required=True,
                example="57",
            )
            for name, heading, words in COUNTS
        ),
        *(
            Column(
                f"rate_{name}",
                Kind.NUMBER,
                f"Rate of {words} per 10,000 people.",
                example="0.61",
                headings=(f"Rate{heading}",),
            )
            for name, heading, words in RATES
        ),
        *(
            Column(
                f"z_{name}",
                Kind.NUMBER,
                f"Standard score of that rate among forces: {words}.",
                headings=(f"ZScore{heading}",),
                example="-0.34",
            )
            for name, heading, words in RATES
        ),
    ),
    notes="Not checked cell by cell against the original. Before text search (NDQIS), so it does not join to later series. "
    "Counts of -1 are corrections of earlier quarters. The population does not change with the year.",
)
