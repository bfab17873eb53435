"""The columns of population by single year of age, which files for areas of different kinds share."""

from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

OLDEST = 90  # and over
OF = "June 2020"  # the estimates before the Census of 2021 corrected them


def _people(name: str, meaning: str, headings: tuple[str, ...], example: str) -> Column:
    return Column(
        name,
        Kind.WHOLE,
        meaning,
        headings=headings,
        unit="people",
        required=True,
        least=0,
        example=example,
    )


def population_contract(stem: str, words: str, form: str, *stems: str) -> Contract:
    """Population of one kind of area, as `lsoa11`; `stems` are ONS's own names of the kind."""
    ages = (_people(f"age_{age}", f"People aged {age}.", (str(age),), "25") for age in range(OLDEST))
    return Contract(
        key=f"population_{stem}",
        title=f"Population by single year of age, mid-2020: {words}",
        supplier="Office for National Statistics",
        one_row_is=f"one {words}",
        licence=Licence.OGL,
        attribution=ONS,
        purpose=OPEN_DATA,
        row_key=(f"{stem}_code",),
        columns=(
            *area(stem, words, form, *stems),
            _people("total_population", "People of all ages.", ("All Ages", "All ages"), "1620"),
            *ages,
            _people(
                f"age_{OLDEST}", f"People aged {OLDEST} and over.", (f"{OLDEST}+", f"{OLDEST} and over"), "12"
            ),
        ),
        notes=f"Estimates of {OF}, before the Census of 2021 corrected them; no split by sex. Rates for later years "
        "use the same population and say so.",
    )
