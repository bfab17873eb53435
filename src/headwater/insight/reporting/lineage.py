"""Where a figure comes from: its release, its sources and their contracts, the files in use when it was made, the
policy and the code. Enough to make it again, and nothing that names a person or a file.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from headwater.data.contracts import registry as contracts
from headwater.data.contracts.language import Contract
from headwater.data.ingest import queries as ingest
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import forms
from headwater.insight.indicators.language import Indicator
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Inferred, Release
from headwater.insight.release.released import Provenance
from headwater.vocabulary.periods import day_words


@dataclass(frozen=True)
class File:
    """One file as it was received, known by its hash: the same file has the same hash anywhere.

    The public is told the hash of no file about people: of a file of a few rows it would confirm a guess.
    """

    sha256: str  # empty where it is not told
    received_at: datetime
    rows: int


@dataclass(frozen=True)
class Source:
    """One source of a figure, under the contract that its files were checked against."""

    contract: Contract
    files: tuple[File, ...]
    successions: tuple[str, ...]  # who sends in whose place

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


@dataclass(frozen=True)
class Lineage:
    """Everything that a figure of one release was made of and by."""

    release: Release
    indicator: Indicator
    provenance: Provenance
    sources: tuple[Source, ...]
    replaced_by: UUID | None  # the release that stands in its place now
    inferred: Inferred | None  # how narrowly its hidden counts could be told: for partners


def lineage(uuid: UUID, *, audience: Audience, on: date) -> Lineage:
    """NotFound for a release that this audience was never given."""
    found = release.get_release(uuid, audience=audience)
    return Lineage(
        release=found,
        indicator=forms.indicator_of(found.indicator),
        provenance=release.provenance(found),
        sources=tuple(_source(key, found.released_at, audience, on) for key in found.sources),
        replaced_by=found.superseded_by.uuid if found.superseded_by else None,
        inferred=release.find_inferred(found) if audience is Audience.PARTNER else None,
    )


def _source(contract_key: str, at: datetime, audience: Audience, on: date) -> Source:
    contract = contracts.get_contract(contract_key)
    named = audience is Audience.PARTNER or not contract.about_people
    used = ingest.in_use(contract_key, at=at)
    files = tuple(
        File(each.sha256 if named else "", each.received_at, int(each.tallies[contract_key].get("landed", 0)))
        for each in used
    )
    senders = sorted({each.supplier_key for each in used})
    told = [_succession(key, on=on, named=audience is Audience.PARTNER) for key in senders]
    return Source(contract, files, tuple(dict.fromkeys(filter(None, told))))


def _succession(sender_key: str, *, on: date, named: bool) -> str:
    """That a sender has ended, and who sends in its place; empty where it still stands. The public is told no names: a school's would
    say more than its figures may.
    """
    sender = partners.find_organisation(sender_key)
    if sender is None or sender.ends_on is None or sender.ends_on > on:
        return ""
    heir = partners.current_successor(sender, on=on)
    if not named:
        return "An organisation that sent some of these files has ended. The series goes on with what its successor sends."
    last = sender.ends_on - timedelta(days=1)
    ended = f"{sender.name} sent files until {day_words(last)}."
    return ended if heir == sender else f"{ended} The series goes on with what {heir.name} sends."
