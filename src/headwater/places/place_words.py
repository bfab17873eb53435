"""How people write a place, brought to one form: case, accents, punctuation, abbreviations and filler words.

English only. Deliberately does not spell-check: that is the matching's work, which says how sure it is.
"""

import re
import unicodedata

# "st" is street or saint; both become one word, so that nobody has to decide which was meant.
EXPANDED = {
    "st": "street",
    "str": "street",
    "saint": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "dr": "drive",
    "cl": "close",
    "ct": "court",
    "cres": "crescent",
    "gdns": "gardens",
    "pl": "place",
    "sq": "square",
    "pk": "park",
    "sch": "school",
    "nightclub": "club",
}
# Words that say where beside the place, or what sort of house it is, and never which one.
FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "at",
        "by",
        "to",
        "near",
        "nr",
        "next",
        "opp",
        "opposite",
        "outside",
        "inside",
        "behind",
        "front",
        "rear",
        "os",
        "junction",
        "jct",
        "corner",
        "pub",
        "ph",
    ]
)
# A text made only of these names no place, whatever the gazetteer holds.
GENERIC = frozenset(
    [
        "street",
        "road",
        "avenue",
        "lane",
        "drive",
        "close",
        "court",
        "crescent",
        "gardens",
        "place",
        "square",
        "park",
        "home",
        "house",
        "address",
        "own",
        "public",
        "open",
        "space",
        "private",
        "property",
        "flat",
        "dwelling",
        "residence",
        "bar",
        "club",
        "school",
        "shop",
        "store",
        "bus",
        "train",
        "tram",
        "stop",
        "station",
        "car",
        "town",
        "city",
        "centre",
        "village",
        "high",
        "main",
        "work",
        "office",
        "workplace",
        "hospital",
        "prison",
        "party",
        "friend",
        "friends",
        "unknown",
        "not",
        "known",
        "stated",
        "recorded",
        "specified",
        "none",
        "other",
        "na",
        "nk",
        "n",
        "patient",
        "victim",
        "licensed",
        "premises",
        "area",
    ]
)
_APOSTROPHES = re.compile("['\u2018\u2019`]")
_OTHER = re.compile(r"[^a-z0-9]+")


def normalised(text: str) -> str:
    """The words that tell one place from another, in order; empty if there are none."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("o/s", " outside ").replace("n/a", " na "))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = _OTHER.sub(" ", _APOSTROPHES.sub("", plain)).split()
    return " ".join(EXPANDED.get(word, word) for word in words if word not in FILLER)


def is_distinctive(word: str) -> bool:
    """True if the word can tell one place from another; numbers and words for any place cannot."""
    return word not in GENERIC and not word.isdigit()


def names_no_place(normal: str) -> bool:
    """True if nothing in a normalised text is distinctive: `street`, `own home`, `12 high street`."""
    return not any(is_distinctive(word) for word in normal.split())
