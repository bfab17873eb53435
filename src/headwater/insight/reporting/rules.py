"""When an edition may be frozen, signed and published."""

import re
from uuid import UUID

from headwater.vocabulary.errors import Refusal

BROKEN = Refusal(
    "edition_broken", "What is kept is not what was frozen: its hash is another. Freeze a new edition."
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def kept_as(edition: UUID, sha256: str) -> str:
    """What the audit trail calls an edition when it is frozen: itself, and the hash of what it holds."""
    return f"{edition} {sha256}"


def why_not_freeze(*, questions: int, moved: int, beyond: int, reason: str) -> Refusal | None:
    """The quality gate: what commentary says must follow from the figures beside it, or somebody says why it stands."""
    wrong = [
        _counted(questions, "sentence of the commentary may say more than its figures do"),
        _counted(moved, "comment was written under other figures"),
        _counted(beyond, "number for the public stands in no figure beside it"),
    ]
    told = [each for each in wrong if each]
    if not told or reason.strip():
        return None
    return Refusal(
        "commentary_questioned",
        f"{'; '.join(told)}. Look at them again, or say why the edition is frozen all the same.",
    )


def why_not_sign(*, is_signed: bool, is_whole: bool, signed_as: str) -> Refusal | None:
    if is_signed:
        return Refusal("edition_signed", "This edition is signed already.")
    if not is_whole:
        return BROKEN
    if not signed_as.strip():
        return Refusal("edition_signed_as_nobody", "Say as what you sign: the post that answers for it.")
    return None


def why_not_publish(
    *, is_public: bool, is_signed: bool, is_published: bool, holds_withdrawn: bool = False
) -> Refusal | None:
    if not is_public:
        return Refusal("edition_for_partners", "A partner edition is not published: freeze a public one.")
    if not is_signed:
        return Refusal("edition_not_signed", "Somebody signs an edition before it is published.")
    if is_published:
        return Refusal("edition_published", "This edition is published already.")
    if holds_withdrawn:
        return Refusal(
            "edition_holds_withdrawn",
            "Figures in this edition were taken back after it was frozen. Freeze another.",
        )
    return None


def numbers_beyond(text: str, shown: str) -> list[str]:
    """Numbers of a text that stand nowhere in what is shown beside it.

    >>> numbers_beyond("It was 3 in 2025, and 1,204 before.", "January 2025 to December 2025: 1,204")
    ['3']
    """
    known = {_bare(each) for each in NUMBER.findall(shown)}
    return [each for each in NUMBER.findall(text) if _bare(each) not in known]


def _bare(number: str) -> str:
    return number.replace(",", "").rstrip(".")


def _counted(count: int, words: str) -> str:
    if count == 0:
        return ""
    first, _space, rest = words.partition(" ")
    return f"1 {words}" if count == 1 else f"{count} {first}s {_many(rest)}"


def _many(words: str) -> str:
    """The same of several: what one was, many were.

    >>> _many("was written under other figures")
    'were written under other figures'
    """
    return words.replace("was ", "were ", 1).replace("stands ", "stand ", 1)
