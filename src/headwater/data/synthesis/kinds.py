"""Kinds of violence that happen in the county, with the yearly number per 100,000 people and how each comes
to be known.

Levels are of the size of an English county's; they are there to make volumes and mixtures plausible and are
no estimate of anything.
"""

from dataclasses import dataclass

STREET_VIOLENCE, STREET_ROBBERY, STREET_WEAPONS = (
    "Violence and sexual offences",
    "Robbery",
    "Possession of weapons",
)


@dataclass(frozen=True)
class Kind:
    """One kind. Shares are of incidents: with a knife, domestic, seen by the ED, seen by the ambulance,
    in public.
    """

    code: str  # Home Office class and sub-class; "" is never recorded by the police
    offence: str
    per_100_000: float
    street: str
    knife: float = 0.0
    domestic: float = 0.0
    ed: float = 0.0
    ambulance: float = 0.0
    serious: bool = False
    public: bool = False  # has season, hotspots, intervention
    young: bool = False  # whom it finds: the young more than others
    victim: bool = True
    recorded: float = 1.0  # share that the police record before the break in recording

    @property
    def recorded_or_all(self) -> float:
        """The level above is of recorded crime, except where nothing is recorded."""
        return self.recorded or 1.0


UNRECORDED = Kind(
    "",
    "Assault that nobody reported",
    200,
    "",
    knife=0.02,
    ed=0.6,
    ambulance=0.33,
    public=True,
    young=True,
    recorded=0.0,
)
NO_INJURY = Kind("105A", "Common assault and battery", 1_150, STREET_VIOLENCE, domestic=0.45, recorded=0.72)

KINDS = (
    Kind("1", "Murder", 1.2, STREET_VIOLENCE, 0.45, 0.3, 0.2, 0.85, serious=True),
    Kind("2", "Attempted murder", 2.0, STREET_VIOLENCE, 0.6, 0.2, 0.7, 0.8, serious=True),
    Kind(
        "5D",
        "Assault with intent to cause serious harm",
        45,
        STREET_VIOLENCE,
        0.4,
        0.15,
        0.6,
        0.6,
        True,
        True,
        True,
    ),
    Kind("5E", "Endangering life", 3, STREET_VIOLENCE, 0.1, 0.1, 0.3, 0.3, True),
    Kind("8N", "Assault with injury", 850, STREET_VIOLENCE, 0.02, 0.33, 0.11, 0.09, True, True),
    Kind(
        "8P",
        "Racially or religiously aggravated assault with injury",
        10,
        STREET_VIOLENCE,
        0.0,
        0.0,
        0.1,
        0.1,
        True,
        True,
    ),
    Kind(
        "8S",
        "Assault with injury on an emergency worker",
        15,
        STREET_VIOLENCE,
        0.0,
        0.0,
        0.1,
        0.0,
        True,
        True,
    ),
    Kind("3B", "Threats to kill", 60, STREET_VIOLENCE, 0.22, 0.4, serious=True),
    Kind("34B", "Robbery of personal property", 70, STREET_ROBBERY, 0.35, 0.0, 0.06, 0.06, True, True, True),
    Kind("34A", "Robbery of business property", 10, STREET_ROBBERY, 0.4, 0.0, 0.02, 0.02, True, True),
    Kind("19C", "Rape of a female aged 16 and over", 55, STREET_VIOLENCE, 0.01, 0.4, 0.02, 0.03),
    Kind("20A", "Sexual assault on a female aged 13 and over", 60, STREET_VIOLENCE, 0.01, 0.15),
    NO_INJURY,
    Kind("8L", "Harassment", 420, STREET_VIOLENCE, 0.0, 0.4),
    Kind("8Q", "Stalking", 230, STREET_VIOLENCE, 0.0, 0.7),
    Kind(
        "10D", "Possession of article with blade or point", 70, STREET_WEAPONS, 0.0, young=True, victim=False
    ),
    Kind("81", "Other firearms offences", 12, STREET_WEAPONS, 0.0, victim=False),
    UNRECORDED,
)

# Open street-level categories that no agency here holds at record level: a year's number per 100,000.
# Nothing is planted in them.
PLAIN_STREET = {
    "Anti-social behaviour": 1_500.0,
    "Shoplifting": 1_400.0,
    "Criminal damage and arson": 900.0,
    "Other theft": 680.0,
    "Public order": 600.0,
    "Vehicle crime": 500.0,
    "Burglary": 420.0,
    "Drugs": 330.0,
    "Other crime": 250.0,
    "Bicycle theft": 130.0,
    "Theft from the person": 80.0,
}
