"""What must be known of figures of one source, said once for every indicator of it."""

SNAPPED_POINTS = "Points are moved to a nearby public list of places, so small areas are approximate."
MONTH_RECORDED = "Counted in the month it was recorded, which may be later than it happened."
PEOPLE_OF_THE_CENSUS = (
    "Rates by ethnic group are of the people counted at the census; victims of no known group are in none."
)
PEOPLE_BY_SEX = "People by sex are an area's people by the share of women in its district at the census."
RATES_AS_PUBLISHED = (
    "Years are those that the publisher's labels begin with.",
    "No counts are published, so a change cannot be told from chance.",
)
