"""A gazetteer: the partnership's list of named places, and which of them a text means.

Every answer carries a confidence and whether a person should look. Words for any place ("street",
"home") never match, and of two equally good places neither is chosen: a wrong place on a map does more
harm than a missing one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from headwater.places import place_words

# At or above, a match stands by itself. One wrong letter in a ten-letter name scores about 0.90.
ACCEPTED = 0.90
# Below, no match: names of two words that share one ("Mansfield Road" and "Street") score about 0.76.
REVIEWED = 0.80
# Two places closer than this cannot be told apart by the text.
AMBIGUOUS_MARGIN = 0.02
# An alias is somebody's word for the place: as good as the name, but after it where both exist.
ALIAS_CONFIDENCE = 0.98
# The full name with more around it ("Rose and Crown, Mansfield Road"): sure if it has two words or more.
CONTAINED_CONFIDENCE = 0.95
CONTAINED_ONE_WORD_CONFIDENCE = 0.82
# Words this alike (out of 100) are taken for spellings of each other when candidates are gathered.
SAME_WORD = 75
# Shorter normalised texts are matched exactly or not at all: any four letters are one slip from many words.
SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Place:
    """One entry: `kind` is the gazetteer's own word, such as pub, school, park or street."""

    name: str
    kind: str
    longitude: float
    latitude: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matches:
    """For each text: the position of its place or -1, how sure (0 to 1), and whether a person should look."""

    index: NDArray[np.int64]
    confidence: NDArray[np.float64]
    needs_review: NDArray[np.bool_]


@dataclass(frozen=True)
class _Answer:
    index: int = -1
    confidence: float = 0.0
    needs_review: bool = False


class Gazetteer:
    """Places in the order given; the order changes no answer."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._alias: dict[str, set[int]] = defaultdict(set)
        self._entries: list[tuple[str, int]] = []  # every spelling that may match, with its place
        self._spellings_with: dict[str, list[int]] = defaultdict(list)
        for position, place in enumerate(self.places):
            self._add(place.name, position, self._exact)
            for alias in place.aliases:
                self._add(alias, position, self._alias)
        self._words = sorted(self._spellings_with)

    def match(self, texts: Sequence[str | None]) -> Matches:
        """Which place each text means. Equal texts are matched once."""
        answer_of = self._answers({text for text in texts if text})
        answers = [answer_of[text] if text else _Answer() for text in texts]
        return Matches(
            index=np.array([answer.index for answer in answers], dtype=np.int64),
            confidence=np.array([answer.confidence for answer in answers], dtype=np.float64),
            needs_review=np.array([answer.needs_review for answer in answers], dtype=np.bool_),
        )

    def _add(self, name: str, position: int, known: dict[str, set[int]]) -> None:
        normal = place_words.normalised(name)
        if place_words.names_no_place(normal):
            return
        known[normal].add(position)
        for word in filter(place_words.is_distinctive, set(normal.split())):
            self._spellings_with[word].append(len(self._entries))
        self._entries.append((normal, position))

    def _answers(self, texts: set[str]) -> dict[str, _Answer]:
        normal_of = {text: place_words.normalised(text) for text in texts}
        answers = {normal: self._known(normal) for normal in set(normal_of.values())}
        open_ones = sorted(normal for normal, answer in answers.items() if answer is None)
        answers |= self._likeliest(open_ones)
        return {text: answers[normal] or _Answer() for text, normal in normal_of.items()}

    def _known(self, normal: str) -> _Answer | None:
        """The answer without any likeness: a name, an alias, or words too few or too general to compare."""
        if place_words.names_no_place(normal):
            return _Answer()
        for known, confidence in ((self._exact, 1.0), (self._alias, ALIAS_CONFIDENCE)):
            places = known.get(normal, set())
            if len(places) > 1:
                return _Answer(-1, confidence, needs_review=True)
            if places:
                return _Answer(min(places), confidence)
        return _Answer() if len(normal) < SHORTEST_FUZZY or not self._entries else None

    def _likeliest(self, normals: list[str]) -> dict[str, _Answer]:
        pairs = [
            (normal, entry) for normal, entries in self._candidates(normals) for entry in sorted(entries)
        ]
        texts = [normal for normal, _ in pairs]
        spellings = [self._entries[entry][0] for _, entry in pairs]
        together = process.cpdist(texts, spellings, scorer=fuzz.token_set_ratio, dtype=np.float64)
        in_full = process.cpdist(texts, spellings, scorer=fuzz.token_sort_ratio, dtype=np.float64)
        scores: dict[str, dict[int, float]] = {normal: {} for normal in normals}
        for (normal, entry), alike, sorted_alike in zip(pairs, together, in_full, strict=True):
            spelling, position = self._entries[entry]
            score = _score(normal, spelling, (alike + sorted_alike) / 200)
            scores[normal][position] = max(score, scores[normal].get(position, 0.0))
        return {normal: self._chosen(found) for normal, found in scores.items()}

    def _candidates(self, normals: list[str]) -> Iterable[tuple[str, set[int]]]:
        """For each text the spellings that share a distinctive word with it, or nearly."""
        words = sorted(
            {word for normal in normals for word in normal.split() if place_words.is_distinctive(word)}
        )
        alike = process.cdist(words, self._words, scorer=fuzz.ratio, dtype=np.uint8, score_cutoff=SAME_WORD)
        near: dict[str, set[int]] = defaultdict(set)
        for row, column in zip(*np.nonzero(alike), strict=True):
            near[words[row]].update(self._spellings_with[self._words[column]])
        for normal in normals:
            yield normal, set().union(*(near[word] for word in normal.split() if word in near))

    def _chosen(self, scores: dict[int, float]) -> _Answer:
        best = max(scores.values(), default=0.0)
        if best < REVIEWED:
            return _Answer(-1, best)
        rivals = [position for position, score in scores.items() if score >= best - AMBIGUOUS_MARGIN]
        if len(rivals) > 1:  # a house named together with its street is the house
            rivals = [position for position in rivals if self.places[position].kind != "street"] or rivals
        if len(rivals) > 1:
            return _Answer(-1, best, needs_review=True)
        return _Answer(rivals[0], best, needs_review=best < ACCEPTED)


def _score(text: str, spelling: str, likeness: float) -> float:
    """Likeness, unless the whole name stands in the text, or a number in one is missing from the other."""
    words, wanted = set(text.split()), set(spelling.split())
    if wanted <= words:
        return CONTAINED_CONFIDENCE if len(wanted) > 1 else CONTAINED_ONE_WORD_CONFIDENCE
    if any(word.isdigit() for word in wanted - words):
        return 0.0
    return likeness
