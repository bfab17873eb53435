"""Where a figure comes from: its release, its sources and their contracts, the files in use when it was made, the
policy and the code. Enough to make it again, and nothing that names a person or a file.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headwater.data.contracts import registry as contracts
from headwater.data.contracts.language import Contract
from headwater.data.ingest import queries as ingest
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import Provenance


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


def lineage(uuid: UUID, *, audience: Audience) -> Lineage:
    """NotFound for a release that this audience was never given."""
    found = release.get_release(uuid, audience=audience)
    return Lineage(
        release=found,
        indicator=registry.get_indicator(found.indicator),
        provenance=release.provenance(found),
        sources=tuple(_source(key, found.released_at, audience) for key in found.sources),
        replaced_by=found.superseded_by.uuid if found.superseded_by else None,
    )


def _source(contract_key: str, at: datetime, audience: Audience) -> Source:
    contract = contracts.get_contract(contract_key)
    named = audience is Audience.PARTNER or not contract.about_people
    files = tuple(
        File(each.sha256 if named else "", each.received_at, int(each.tallies[contract_key].get("landed", 0)))
        for each in ingest.in_use(contract_key, at=at)
    )
    return Source(contract, files)
