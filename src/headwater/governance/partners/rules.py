"""Decisions about agreements, organisations and people: plain facts in, a refusal or None out.

The sentences of refused records stand here once: page, API and export show the same one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from headwater.vocabulary.errors import Refusal
from headwater.vocabulary.periods import day_words

EVERY_COLUMN = "*"
LONGEST_TEXT = 10_000  # characters of one text that people write together: some five pages


@dataclass(frozen=True)
class Terms:
    """What an agreement says. `ends_on` and `ended_on` are the first days on which it no longer holds."""

    title: str
    contract_key: str
    purpose: str
    fields: tuple[str, ...]
    starts_on: date
    ends_on: date
    ended_on: date | None = None


def why_not_land(
    contract_key: str, terms: Terms | None, *, on: date, columns: Collection[str] = ()
) -> Refusal | None:
    """Why records of a contract, with these columns, may not come in under this agreement."""
    if terms is None or terms.contract_key != contract_key:
        return Refusal(
            "no_agreement",
            f"No data-sharing agreement covers {contract_key}. Sign one before its records are sent or read.",
        )
    which = f"The agreement “{terms.title}”"
    if on < terms.starts_on:
        says = f"{which} starts on {day_words(terms.starts_on)}. Wait until then, or sign one that starts earlier."
        return Refusal("agreement_not_started", says)
    if terms.ended_on is not None and on >= terms.ended_on:
        says = f"{which} was ended early, on {day_words(terms.ended_on)}. Nothing of it is sent or shown until a new one is signed."
        return Refusal("agreement_ended", says)
    if on >= terms.ends_on:
        says = f"{which} ran out on {day_words(terms.ends_on)}. Nothing of it is sent or shown until it is renewed."
        return Refusal("agreement_expired", says)
    return _why_not_columns(which, terms, columns)


def why_not_read(
    contract_key: str, terms: Terms | None, *, on: date, purpose: str = "", columns: Collection[str] = ()
) -> Refusal | None:
    """The same for reading; `purpose` is asked only where the reader names one of its own."""
    refusal = why_not_land(contract_key, terms, on=on, columns=columns)
    if refusal is None and terms is not None and purpose not in {"", terms.purpose}:
        says = (
            f"The agreement “{terms.title}” is for {terms.purpose}, not for {purpose}. "
            "Use the records only for what was agreed, or sign an agreement for this purpose."
        )
        return Refusal("agreement_purpose", says)
    return refusal


# how near to allowed: of several agreements the nearest one's refusal is what a person should read
_NEARNESS = (
    "no_agreement",
    "agreement_not_started",
    "agreement_ended",
    "agreement_expired",
    "agreement_fields",
    "agreement_purpose",
)


def nearest(refusals: Iterable[Refusal]) -> Refusal:
    """Of several refusals the one that lacks least; of equals the first."""
    return max(refusals, key=lambda refusal: _NEARNESS.index(refusal.code))


def why_not_sign(*, fields: Collection[str], parties: int, starts_on: date, ends_on: date) -> Refusal | None:
    """Why an agreement with these terms may not be signed."""
    if parties < 2:  # noqa: PLR2004  (it takes two to agree)
        return Refusal("too_few_parties", "An agreement has at least two parties.")
    if not fields:
        return Refusal("no_fields", "Name the columns that the agreement covers, or * for all of them.")
    if ends_on <= starts_on:
        return Refusal("ends_before_it_starts", "An agreement ends after it starts.")
    return None


def why_not_end_agreement(terms: Terms, *, on: date) -> Refusal | None:
    """Why an agreement may not be ended now."""
    if terms.ended_on is not None:
        return Refusal("already_ended", f"It was ended already, on {day_words(terms.ended_on)}.")
    if on >= terms.ends_on:
        return Refusal("already_expired", f"It ran out already, on {day_words(terms.ends_on)}.")
    return None


def why_not_renew(terms: Terms, *, starts_on: date, ends_on: date) -> Refusal | None:
    """Why an agreement may not be renewed for these days.

    One that was ended early stays ended: sign a new one.
    """
    if terms.ended_on is not None:
        return Refusal(
            "already_ended", "It was ended early. Sign a new agreement instead of renewing this one."
        )
    if ends_on <= max(starts_on, terms.ends_on):
        return Refusal(
            "no_longer", f"A renewal goes beyond {day_words(terms.ends_on)}, when the agreement runs out."
        )
    return None


def why_not_end_lasting(
    *,
    starts_on: date,
    ends_already_on: date | None,
    ends_on: date,
    successor_lineage: Collection[str],
    key: str,
) -> Refusal | None:
    """Why an organisation or a board may not end; `successor_lineage` is its successor's key and those after."""
    if ends_already_on is not None:
        return Refusal("already_ended", f"It ended already, on {day_words(ends_already_on)}.")
    if ends_on <= starts_on:
        return Refusal("ends_before_it_starts", "The last day comes after the first.")
    if key in successor_lineage:
        return Refusal("succeeds_itself", "Nothing can succeed itself, not even by way of others.")
    return None


def _why_not_columns(which: str, terms: Terms, columns: Collection[str]) -> Refusal | None:
    missing = () if EVERY_COLUMN in terms.fields else sorted(set(columns) - set(terms.fields))
    if not missing:
        return None
    says = (
        f"{which} does not cover {', '.join(missing)}. Leave that out, or sign an agreement that covers it."
    )
    return Refusal("agreement_fields", says)


def why_not_write(*, name: str, text: str, most: int | None = None) -> Refusal | None:
    """Why a text cannot be kept: it is too long, every version being kept and shown beside the one before; or it is no text."""
    longest = min(most or LONGEST_TEXT, LONGEST_TEXT)
    if "\0" in text:
        says = f"The {name} has a character that is no part of any text (NUL). Write it again without."
        return Refusal("text_unfit", says)
    if len(text) > longest:
        says = f"The {name} has {len(text):,} characters, and at most {longest:,} are kept. Say it in fewer words."
        return Refusal("text_too_long", says)
    return None
