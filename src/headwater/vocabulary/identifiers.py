"""Identifiers: `id` is internal, `uuid` external and stable, `key` meaningful, `code` somebody else's (a GSS code)."""

import re

from headwater.vocabulary.errors import Invalid

_KEY = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
_GSS = re.compile(r"[EWSNKJ][0-9]{8}")


def checked_key(text: str) -> str:
    """The key itself, if it is lower-case words joined by `-` or `_`."""
    if not _KEY.fullmatch(text):
        raise Invalid(f"{text!r} is not a key. Use lower-case letters, digits, - and _.")
    return text


def is_gss_code(text: str) -> bool:
    """True for the nine-character codes of the Government Statistical Service, such as E01013810."""
    return bool(_GSS.fullmatch(text))
