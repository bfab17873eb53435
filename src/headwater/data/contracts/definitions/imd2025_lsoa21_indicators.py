"""The indicators beneath the Indices of Deprivation 2025, one row for each LSOA of 2021 in England."""

from headwater.data.contracts import deprivation
from headwater.data.contracts.areas import OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

INDICATORS = (
    ("income_domain_numerator", "Income domain", "people"),
    (
        "income_deprivation_affecting_children_index_idaci_numerator",
        "Income deprivation affecting children (IDACI)",
        "people",
    ),
    (
        "income_deprivation_affecting_older_people_index_idaopi_numerator",
        "Income deprivation affecting older people (IDAOPI)",
        "people",
    ),
    ("employment_domain_numerator", "Employment domain", "people"),
    (
        "adult_skills_and_english_language_proficiency_indicator",
        "Adult skills and English language proficiency",
        "",
    ),
    ("entry_to_higher_education_indicator", "Entry to higher education", ""),
    ("acute_morbidity_indicator", "Acute morbidity", ""),
    ("comparative_illness_and_disability_ratio_indicator", "Comparative illness and disability ratio", ""),
    ("mental_health_indicator", "Mental health", ""),
    ("years_of_potential_life_lost_indicator", "Years of potential life lost", ""),
    ("violence_with_injury_rate_per_1_000_at_risk_population", "Violence with injury", "per 1,000 people"),
    (
        "violence_without_injury_rate_per_1_000_at_risk_population",
        "Violence without injury",
        "per 1,000 people",
    ),
    (
        "stalking_and_harassment_rate_per_1_000_at_risk_population",
        "Stalking and harassment",
        "per 1,000 people",
    ),
    ("burglary_rate_per_1_000_at_risk_properties", "Burglary", "per 1,000 properties"),
    ("theft_rate_per_1_000_at_risk_population", "Theft", "per 1,000 people"),
    ("criminal_damage_rate_per_1_000_at_risk_population", "Criminal damage", "per 1,000 people"),
    (
        "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population",
        "Public order and possession of weapons",
        "per 1,000 people",
    ),
    ("anti_social_behaviour_rate_per_1_000_at_risk_population", "Anti-social behaviour", "per 1,000 people"),
    ("connectivity_score", "Connectivity score", ""),
    (
        "owner_occupation_affordability_component_of_housing_affordability_indicator",
        "Owner occupation affordability component of housing affordability",
        "",
    ),
    (
        "private_rental_affordability_component_of_housing_affordability_indicator",
        "Private rental affordability component of housing affordability",
        "",
    ),
    ("housing_affordability_indicator", "Housing affordability", ""),
    (
        "digital_connectivity_broadband_download_and_upload_speeds",
        "Digital connectivity broadband download and upload speeds",
        "",
    ),
    ("core_homelessness_rate_percent_of_households", "Core homelessness", "per cent of households"),
    ("patient_to_gp_ratio", "Patient to GP ratio", ""),
    ("homelessness_indicator_rate_per_1_000_households", "Homelessness", "per 1,000 households"),
    ("household_overcrowding_indicator_rooms", "Household overcrowding rooms", ""),
    ("household_overcrowding_indicator_bedrooms", "Household overcrowding bedrooms", ""),
)

CONTRACT = Contract(
    key="imd2025_lsoa21_indicators",
    title="Indices of Deprivation 2025, indicators: LSOA of 2021",
    supplier="Ministry of Housing, Communities and Local Government",
    one_row_is="one LSOA of 2021 in England",
    licence=Licence.OGL,
    attribution=deprivation.attribution(2025),
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        deprivation.lsoa(2021),
        *(
            Column(name, Kind.NUMBER, f"{words}.", unit=unit, example="12.5")
            for name, words, unit in INDICATORS
        ),
    ),
    notes="Empty numerators of income deprivation are small numbers that the publisher hides, not zero. Several indicators "
    "are of the district and stand on each of its LSOAs.",
)
