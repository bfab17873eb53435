"""Places written as text. The lake never holds the words: they are read again in the sealed original, matched, and forgotten.

What matches too weakly goes to a list for a person to decide on; the list knows the suggested place and a keyed hash of the words only.
"""

from collections import Counter
from collections.abc import Sequence

from headwater.data.contracts.language import Contract
from headwater.data.ingest import check, opening_up
from headwater.data.ingest.formats.sheets import LINE
from headwater.data.ingest.gazetteers import Ground
from headwater.data.ingest.models import PlaceReview, Submission
from headwater.data.ingest.opening_up import Recognised
from headwater.data.lake import engine, manifest
from headwater.data.lake.parts import Part
from headwater.data.lake.sql import files, name
from headwater.machinery.encryption import pseudonyms

Found = tuple[int, str, float]  # line, LSOA, confidence


def found_places(contract: Contract, part: Part, ground: Ground) -> list[Found]:
    """The lines of a part whose words name a place, with its LSOA."""
    texts = _texts(contract, part.submission)
    if not texts or ground.gazetteer is None:
        return []
    distinct = sorted(set(texts.values()))
    matches = ground.gazetteer.match(distinct)
    hashes = pseudonyms.keyed(distinct, purpose="place-words")
    decided = _decided(contract)
    sure: dict[str, tuple[str, float]] = {}
    unsure: dict[str, tuple[str, str, float]] = {}
    for text, words_hash, index, confidence, review in zip(
        distinct, hashes, matches.index, matches.confidence, matches.needs_review, strict=True
    ):
        code = ground.place_codes[index] if index >= 0 else None
        if code is None or words_hash is None:
            continue
        place = ground.places[index].name
        if not review or decided.get((words_hash, place)) == "yes":
            sure[text] = code, float(confidence)
        elif (words_hash, place) not in decided:
            unsure[text] = words_hash, place, float(confidence)
    _list_for_review(contract, texts, unsure)
    return [(line, *sure[text]) for line, text in texts.items() if text in sure]


def _decided(contract: Contract) -> dict[tuple[str, str], str]:
    """What was decided of words and a place. Of another place than the one that was meant then nothing is decided."""
    reviews = PlaceReview.objects.filter(contract_key=contract.key).exclude(decision="")
    return {(each.words_hash, each.suggestion): each.decision for each in reviews}


def _list_for_review(
    contract: Contract, texts: dict[int, str], unsure: dict[str, tuple[str, str, float]]
) -> None:
    rows = Counter(text for text in texts.values() if text in unsure)
    PlaceReview.objects.bulk_create(
        [
            PlaceReview(
                contract_key=contract.key,
                words_hash=words,
                suggestion=place,
                confidence=confidence,
                rows=rows[text],
            )
            for text, (words, place, confidence) in unsure.items()
        ],
        update_conflicts=True,
        unique_fields=["contract_key", "words_hash"],
        update_fields=["suggestion", "confidence", "decision"],
    )


def _texts(contract: Contract, submission_number: int) -> dict[int, str]:
    """The words of each line of the original. A line that stands in two sheets with different words has none."""
    submission = Submission.objects.get(pk=submission_number)
    mine = (part.file for part in manifest.parts(contract.key) if part.submission == submission_number)
    landed = files(mine)
    found: dict[int, str] = {}
    torn: set[int] = set()
    with opening_up.opened(submission) as (opened, _work):
        for sheet in opened.sheets:
            known = opening_up.recognised(
                sheet, profile=_profile(submission), supplier_key=submission.supplier_key
            )
            if known is None or known.match.contract.key != contract.key:
                continue
            for line, text in _words(contract, known, landed):
                torn |= {line} if found.get(line, text) != text else set()
                found[line] = text
    return {line: text for line, text in found.items() if line not in torn}


def _profile(submission: Submission) -> str | None:
    profile = opening_up.profile_of(submission)
    return profile.name if profile else None


def _words(contract: Contract, known: Recognised, landed: str) -> Sequence[tuple[int, str]]:
    """The words of the rows that landed. They were checked then, and are only read now."""
    best = ", ".join(name(each) for each in contract.geography.place_text)
    cells = check.cells_sql(known.match, known.sheet, with_lines=True)
    query = (
        f"SELECT {LINE}, coalesce({best}) FROM ({cells}) "
        f"WHERE coalesce({best}) IS NOT NULL AND {LINE} IN (SELECT {LINE} FROM {landed})"
    )
    return [(int(line), str(text)) for line, text in engine.connection().execute(query).fetchall()]
