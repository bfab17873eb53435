"""Keys of what people name: they write a title in any language, and its address is made of it. Nobody has to know of keys."""

import hashlib

from django.utils.text import slugify

LONGEST = 100
MARK = 8  # characters that stand for words which a key cannot hold


def key_of(words: str, *, kind: str, most: int = LONGEST) -> str:
    """A key of lower-case words; with a mark of all of them where some are in another script, or more than fit.

    The same words give the same key, so that what is sent twice is there once.

    >>> key_of("Focused deterrence, second round", kind="evidence")
    'focused-deterrence-second-round'
    >>> key_of("24-hour line", kind="project")
    'project-24-hour-line'
    >>> key_of("Рада 7", kind="board")
    'board-7-0632294d'
    """
    plain = slugify(words)
    begun = plain if plain[:1].isalpha() else f"{kind}-{plain}".strip("-")
    is_whole = len(begun) <= most and not any(each.isalnum() and not slugify(each) for each in words)
    if is_whole:
        return begun
    mark = hashlib.sha256(words.strip().casefold().encode()).hexdigest()[:MARK]
    return f"{begun[: most - MARK - 1].strip('-_')}-{mark}"
