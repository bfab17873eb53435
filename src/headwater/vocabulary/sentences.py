"""How several things stand in one sentence."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Things as a sentence has them: commas between them, and an "and" before the last. At least one.

    >>> listed(["police"]), listed(["police", "health"]), listed(["police", "health", "schools"])
    ('police', 'police and health', 'police, health and schools')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
