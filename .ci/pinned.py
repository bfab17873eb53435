"""Prints one package's block of a hashed requirements file, so that pip can install it alone: pinned.py NAME FILE."""

import re
import sys
from pathlib import Path


def pinned(name: str, text: str) -> str:
    """The requirement of `name` with its hashes, without the comments."""
    found = re.search(rf"^{re.escape(name)}==[^\n]*(?:\n {{4}}--hash[^\n]*)+", text, flags=re.MULTILINE)
    if found is None:
        sys.exit(f"{name} is not in the requirements")
    return found.group()


if __name__ == "__main__":
    print(pinned(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8")))
