"""The columns that the editions of the Indices of Deprivation share. Decile and rank 1 are the most deprived."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Kind

NOTES = "Relative, not absolute: a change of decile between two editions need not be a change in the place."


def attribution(year: int) -> str:
    return (
        f"Indices of Deprivation {year}. Contains public sector information licensed under the Open Government "
        "Licence v3.0."
    )


def domains(housing: str) -> tuple[tuple[str, str, str], ...]:
    """Name, heading and words of the whole index and its seven domains; the heading of housing differs by edition."""
    return (
        ("imd", "IMD", "the whole index"),
        ("income", "Income", "income"),
        ("employment", "Employment", "employment"),
        ("education", "Education", "education, skills and training"),
        ("health", "Health", "health and disability"),
        ("crime", "Crime", "crime"),
        ("housing", housing, "barriers to housing and services"),
        ("environment", "Environment", "living environment"),
    )


def lsoa(year: int) -> Column:
    """The area that a row is about, by its code of 2011 or 2021."""
    return Column(
        f"lsoa{year % 100}_code",
        Kind.TEXT,
        f"Code of the LSOA of {year}.",
        headings=(f"LSOA{year % 100}CD", f"LSOA code ({year})"),
        required=True,
        form=forms.LSOA,
        example="E01013810",
    )


def places(domains: tuple[tuple[str, str, str], ...], *, areas: int) -> tuple[Column, ...]:
    """The deciles of the whole and of every domain, then the ranks among so many areas."""
    deciles = tuple(
        Column(
            f"{name}_decile",
            Kind.WHOLE,
            f"Decile of {words}; 1 is the most deprived tenth of England.",
            headings=(f"{heading}_decile",),
            required=True,
            least=1,
            greatest=10,
            example="3",
        )
        for name, heading, words in domains
    )
    ranks = tuple(
        Column(
            f"{name}_rank",
            Kind.WHOLE,
            f"Rank of {words}; 1 is the most deprived of England.",
            headings=(f"{heading}_rank",),
            least=1,
            greatest=areas,
            example="9120",
        )
        for name, heading, words in domains
    )
    return deciles + ranks
