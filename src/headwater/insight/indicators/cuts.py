"""Sets of tables that several indicators let out. One place, so that a protected source keeps to one grain
and nesting in small areas.
"""

from headwater.insight.indicators.language import Cut
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

SCHOOL_YEAR = 9

# Open sources: every kind of area, month by month.
OPEN = tuple(Cut((kind,), Grain.MONTH) for kind in ("pfa", "csp", "ltla", "ward", "msoa", "lsoa"))

# Protected sources. Small areas leave by years, nested in community safety partnerships, to partners only.
SMALL_AREAS = Cut(("pfa", "csp", "lsoa"), Grain.YEAR, Audience.PARTNER)
COMMON = (Cut(("pfa", "csp"), Grain.MONTH), SMALL_AREAS)  # some ten a month or more in a district
UNCOMMON = (Cut(("pfa",), Grain.MONTH), Cut(("pfa", "csp"), Grain.QUARTER), SMALL_AREAS)
RARE = (Cut(("pfa",), Grain.YEAR), Cut(("pfa",), Grain.MONTH, Audience.PARTNER))
BY_AGE = Cut(("pfa",), Grain.QUARTER, breakdown="age")
BY_AGE_YEARLY = Cut(("pfa",), Grain.YEAR, breakdown="age")
BY_AGES = Cut(("pfa", "csp"), Grain.YEAR, breakdown="ages")
# Before small areas, so that of those one more is hidden here and there, and not a whole fifth of the county.
BY_DEPRIVATION = Cut(("pfa",), Grain.YEAR, breakdown="deprivation")
BY_DEPRIVATION_OPEN = tuple(Cut((kind,), Grain.YEAR, breakdown="deprivation") for kind in ("pfa", "ltla"))
BY_KNIFE = Cut(("pfa",), Grain.YEAR, breakdown="knife")
BY_SEX = Cut(("pfa",), Grain.YEAR, breakdown="sex")
BY_ETHNICITY = Cut(("pfa",), Grain.YEAR, breakdown="ethnicity")
BY_PLACE_TYPE = Cut(("pfa",), Grain.YEAR, Audience.PARTNER, breakdown="place_type")
SCHOOL = (Cut(("pfa", "ltla"), Grain.YEAR, year_from=SCHOOL_YEAR),)
SCHOOL_BY_SEX = Cut(("pfa",), Grain.YEAR, breakdown="sex", year_from=SCHOOL_YEAR)
SCHOOL_BY_ETHNICITY = Cut(("pfa",), Grain.YEAR, breakdown="ethnicity", year_from=SCHOOL_YEAR)
