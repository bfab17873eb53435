"""The partnership's own list of places that people name: licensed premises, streets, parks, schools, stops, hospitals."""

from headwater.data.contracts.language import Column, Contract, Kind, Licence

KINDS = {
    "licensed": "Pub, bar, club or other licensed premises",
    "street": "Street or square",
    "park": "Park or open space",
    "school": "School, college or university",
    "transport": "Station, stop or interchange",
    "health": "Hospital or surgery",
    "shop": "Shop or shopping centre",
    "place": "Another named place",
}

CONTRACT = Contract(
    key="gazetteer",
    title="Gazetteer of places",
    supplier="The partnership itself",
    one_row_is="one named place",
    licence=Licence.PARTNERSHIP,
    attribution="The partnership's own gazetteer.",
    purpose="To find where something happened when the place is given in words.",
    row_key=("place_key",),
    formats=("csv", "xlsx"),
    columns=(
        Column(
            "place_key",
            Kind.TEXT,
            "A short name that stays the same.",
            headings=("Place key", "Key", "Place ID"),
            required=True,
            form="[a-z0-9][a-z0-9-]*",
            example="old-mill-high-street",
        ),
        Column(
            "name",
            Kind.TEXT,
            "The name as people say it.",
            headings=("Name", "Place name"),
            required=True,
            example="The Old Mill",
        ),
        Column(
            "kind",
            Kind.TEXT,
            "What kind of place.",
            headings=("Kind", "Type of place"),
            required=True,
            codes=KINDS,
            example="licensed",
        ),
        Column(
            "aliases",
            Kind.TEXT,
            "Other names, with | between them.",
            headings=("Aliases", "Other names"),
            longest=1000,
            example="Old Mill|Mill pub",
        ),
        Column(
            "address",
            Kind.TEXT,
            "Street and town.",
            headings=("Address", "Street"),
            optional=True,
            example="12 High Street, Northgate",
        ),
        Column(
            "longitude",
            Kind.LONGITUDE,
            "Longitude.",
            headings=("Longitude", "Lon", "Lng"),
            required=True,
            unit="degrees",
            example="-1.1490",
        ),
        Column(
            "latitude",
            Kind.LATITUDE,
            "Latitude.",
            headings=("Latitude", "Lat"),
            required=True,
            unit="degrees",
            example="52.9540",
        ),
    ),
    notes="Public places only: a home has no business in it.",
)
