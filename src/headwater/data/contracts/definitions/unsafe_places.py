"""Places where people marked on a map that they do not feel safe: when, why and where, and nobody's name.

A mark says where somebody was afraid, not where something happened; whoever marks was not drawn by lot.
"""

from headwater.data.contracts import forms
from headwater.data.contracts.language import (
    Column,
    Contract,
    Freshness,
    Geography,
    Kind,
    Licence,
    Precision,
    RowRule,
    Sensitivity,
)

PERSONAL = Sensitivity.PERSONAL
WHEN = {"DAY": "By day", "DARK": "After dark", "BOTH": "By day and after dark"}
# The groups are ours: map the words of a service once.
REASONS = {
    "LIGHT": "Too dark, or hard to see who is there",
    "LONELY": "Nobody about, or no way out",
    "FOLLOWED": "Followed, stared at or shouted at",
    "GROUPS": "What others do there, such as fights or racing",
    "DRUGS": "Drink or drugs",
    "UPKEEP": "Damage, rubbish or neglect",
    "OTHER": "Something else",
}

CONTRACT = Contract(
    key="unsafe_places",
    title="Places marked as unsafe",
    supplier="Whoever runs the map on the partnership's behalf",
    one_row_is="one place that somebody marked once",
    licence=Licence.AGREEMENT,
    attribution="Places marked by the public, supplied under the partnership's data-sharing agreement.",
    purpose="To learn where people are afraid, beside where violence is recorded, and to act there (Serious Violence Duty).",
    lawful_basis="UK GDPR article 6(1)(e); nobody is asked who they are",
    about_people=True,
    row_key=("mark_ref",),
    period="marked_on",
    precision=Precision.DAY,
    geography=Geography(
        code="lsoa_code", vintage="lsoa11,lsoa21", longitude="longitude", latitude="latitude"
    ),
    freshness=Freshness(every_months=3, lag_months=1),
    retention_months=60,
    rules=(RowRule("half_a_place", "longitude", "(longitude IS NULL) <> (latitude IS NULL)"),),
    columns=(
        Column(
            "mark_ref",
            Kind.TEXT,
            "The map's own number of the mark.",
            headings=("Mark reference", "Pin reference", "Pin ID"),
            required=True,
            sensitivity=Sensitivity.PSEUDONYM,
            example="PN-0001204",
        ),
        Column(
            "marked_on",
            Kind.DATE,
            "The day on which the place was marked.",
            headings=("Marked on", "Pinned on", "Date pinned"),
            required=True,
            past=True,
            sensitivity=PERSONAL,
            example="2024-11-02",
        ),
        Column(
            "unsafe_when",
            Kind.TEXT,
            "When the place feels unsafe.",
            headings=("Unsafe when", "When does it feel unsafe", "Feels unsafe"),
            required=True,
            codes=WHEN,
            sensitivity=PERSONAL,
            example="DARK",
        ),
        Column(
            "reason",
            Kind.TEXT,
            "The chief reason, as whoever marked chose it.",
            headings=("Reason", "Main reason", "Why does it feel unsafe"),
            codes=REASONS,
            sensitivity=PERSONAL,
            example="LIGHT",
        ),
        Column(
            "longitude",
            Kind.LONGITUDE,
            "Longitude of the mark.",
            headings=("Longitude", "Lng", "Long"),
            unit="degrees",
            sensitivity=PERSONAL,
            example="-1.1743",
        ),
        Column(
            "latitude",
            Kind.LATITUDE,
            "Latitude of the mark.",
            headings=("Latitude", "Lat"),
            unit="degrees",
            sensitivity=PERSONAL,
            example="52.9694",
        ),
        Column(
            "lsoa_code",
            Kind.TEXT,
            "LSOA of the mark, where the map gives that in place of a point.",
            headings=("LSOA code", "LSOA"),
            optional=True,
            form=forms.LSOA,
            example="E01013810",
        ),
    ),
    notes="Anybody may mark, as often as they like: many marks may be one person's. Many marks may also mean that people were asked. "
    "What people write beside a mark is not taken: it may name somebody. The groups of reasons are ours: map a service's own words once.",
)
