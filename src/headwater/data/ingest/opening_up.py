"""Opens a received original in the work folder and says which contract each of its sheets meets.

The plain copy lives only as long as the `with` block; what a kill leaves behind is swept at the next start.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headwater.data.contracts import recognition, registry
from headwater.data.contracts.recognition import Match
from headwater.data.ingest import mapping, mapping_profiles
from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import Opened, Sheet, current_limits
from headwater.data.ingest.mapping import Mapped
from headwater.data.ingest.models import MappingProfile, Submission
from headwater.machinery import file_store, home

_CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True)
class Recognised:
    """A sheet, the contract it meets, and the profile that made it so."""

    sheet: Sheet | Mapped
    match: Match
    profile: MappingProfile | None = None

    @property
    def plain(self) -> Sheet:
        """The sheet itself, without its profile."""
        return self.sheet.sheet if isinstance(self.sheet, Mapped) else self.sheet

    @property
    def unknown_headings(self) -> list[str]:
        """The headings that stand for no column of the contract, in their order."""
        return [self.plain.headings[place] for place in self.match.unknown]


@contextmanager
def opened(submission: Submission, *, thorough: bool = False) -> Iterator[tuple[Opened, Path]]:
    """The sheets of a received file, and a work folder that goes when the block ends."""
    work = Path(tempfile.mkdtemp(prefix="walk-", dir=home.folder("work")))
    try:
        plain = work / "original"
        with file_store.open_sealed(submission.original_path) as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
        yield opening.open_file(plain, work=work, limits=current_limits(), thorough=thorough), work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def recognised(sheet: Sheet, *, profile: str | None, supplier_key: str) -> Recognised | None:
    """By the profile that was named; else by its headings; else by a profile that knows these headings."""
    if profile:
        return _by_profile(sheet, mapping_profiles.get_profile(profile))
    found = recognition.recognise(sheet.headings, registry.contracts().values(), sparse=sheet.sparse)
    if found and found.fits:
        return Recognised(sheet, found)
    known = mapping_profiles.find_profile(sheet.headings, supplier_key=supplier_key or None)
    if known:
        return _by_profile(sheet, known)
    return Recognised(sheet, found) if found else None


def _by_profile(sheet: Sheet, profile: MappingProfile) -> Recognised:
    mapped = mapping.apply(mapping_profiles.mapping_of(profile), sheet)
    contract = registry.get_contract(profile.contract_key)
    match = recognition.match(contract, mapped.sheet.headings, sparse=sheet.sparse)
    return Recognised(mapped, match, profile)


def profile_of(submission: Submission) -> MappingProfile | None:
    """The profile that the submission was read by, if any."""
    if submission.profile_uuid is None:
        return None
    return MappingProfile.objects.filter(uuid=submission.profile_uuid).first()
