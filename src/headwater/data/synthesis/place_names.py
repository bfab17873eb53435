"""Names for places that do not exist. The county, its police, its towns and its streets are invented; a
likeness is chance.
"""

COUNTY = "Aldershire"
FORCE = "Aldershire Police"
REGION = "East Aldermark"

TOWNS = (
    "Aldercaster", "Wexholme", "Thornmouth", "Quarnby", "Hessleport", "Marrowby", "Stanvale", "Brackenham",
    "Ludbourne",
)  # fmt: skip
VILLAGES = (
    "Oxlea", "Netherby Cross", "Pillingthorpe", "Great Sallow", "Fennick", "Harcombe", "Dunsop Wold",
    "Tarnwick", "Ebberley", "Culverstone", "Ashmarsh", "Lowgate", "Skelby", "Wrenfold", "Hollin Edge",
    "Marlpit", "Cawdry", "Penhallow Green", "Sorrel Hill", "Birchover End", "Kettlewick", "Ravensholme",
    "Oldmere", "Staple Fen", "Yarrowdale", "Whinfield", "Crosswater",
)  # fmt: skip
WARD_STEMS = (
    "Abbey", "Bridge", "Castle", "Forest", "Priory", "Meadow", "Park", "Station", "Victoria", "Wharf",
    "Mill", "Trent View", "Priors", "Northgate", "Southgate", "Eastfield", "Westfield", "Hilltop",
    "Lakeside", "Market", "Orchard", "Rectory", "Spinney", "Warren", "Heath", "Common", "Cornfield", "Dale",
    "Cliff", "Ferry", "Grange", "Hall", "Kiln", "Lodge", "Minster", "Newtown", "Oakwood",
)  # fmt: skip
STREET_STEMS = (
    "Albion", "Beacon", "Carter", "Dovecote", "Elm", "Foundry", "Gable", "Hawthorn", "Ivy", "Juniper",
    "Kestrel", "Larch", "Maltings", "Nightingale", "Orchard", "Poplar", "Quarry", "Rowan", "Sycamore",
    "Tannery", "Union", "Vicarage", "Willow", "Yew", "Arden", "Brook", "Clarence", "Drover", "Exchange",
    "Falcon", "Granby", "Hope", "Ironmonger", "Jubilee", "Kirk", "Linden", "Mercer", "Nelson", "Osier",
    "Pinfold", "Regent", "Saddler", "Tenter", "Upton", "Weaver", "Cobden", "Lime", "Magpie", "Nursery",
    "Plough", "Ropewalk", "Silk",
)  # fmt: skip
STREET_KINDS = (
    "Street",
    "Road",
    "Avenue",
    "Lane",
    "Close",
    "Drive",
    "Gardens",
    "Terrace",
    "Way",
    "Court",
    "Grove",
    "Walk",
)
PUB_FIRST = (
    "Black", "Red", "Golden", "White", "Blue", "Old", "Jolly", "Crooked", "Silver", "Green", "Three",
    "Lazy", "Merry", "Royal", "Gilded",
)  # fmt: skip
PUB_SECOND = (
    "Heron", "Anchor", "Miller", "Barrel", "Fox", "Plough", "Lantern", "Badger", "Foundryman", "Swan",
    "Bell", "Otter", "Ferryman", "Tup", "Compass", "Weaver", "Falcon", "Mitre", "Wheatsheaf", "Greyhound",
)  # fmt: skip
CLUBS = ("Halo", "Vault", "Parallel", "Ember", "Station 9", "Basement", "Velvet Room", "Orbit", "Neon Yard")
