"""Settings are checked at start, in a process of their own, and say what is wrong with them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import json
from headwater import settings
print(json.dumps(settings.DATABASES, default=str))
"""


def start(home: Path, **given: str) -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**others, "HEADWATER_HOME": str(home), **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_databases_are_files_of_the_home_unless_told_otherwise(tmp_path):
    shown = start(tmp_path).stdout
    assert str(tmp_path / "operations.sqlite3") in shown
    assert str(tmp_path / "vault.sqlite3") in shown


def test_address_of_a_database_is_taken_apart(tmp_path):
    shown = start(
        tmp_path, HEADWATER_DATABASE="postgresql://ann:a%40b@[::1]:6543/ops?sslmode=verify-full"
    ).stdout
    for part in ('"NAME": "ops"', '"USER": "ann"', '"PASSWORD": "a@b"', '"HOST": "::1"', '"PORT": "6543"'):
        assert part in shown
    assert '"OPTIONS": {"sslmode": "verify-full"}' in shown
    assert str(tmp_path / "vault.sqlite3") in shown


WRONG = {
    "not PostgreSQL": (
        {"HEADWATER_DATABASE": "mysql://ann:secret@db/ops"},
        "HEADWATER_DATABASE must be like",
    ),
    "no name": (
        {"HEADWATER_VAULT_DATABASE": "postgresql://ann:secret@db"},
        "HEADWATER_VAULT_DATABASE must be like",
    ),
    "no address": (
        {"HEADWATER_DATABASE": "postgresql://ann:secret@[db/ops"},
        "HEADWATER_DATABASE must be like",
    ),
    "one for both": (
        {
            "HEADWATER_DATABASE": "postgresql://ann:secret@db/ops",
            "HEADWATER_VAULT_DATABASE": "postgresql://bob:secret@db/ops",
        },
        "HEADWATER_VAULT_DATABASE must not be the operations database.",
    ),
    "no number": ({"HEADWATER_ENGINE_THREADS": "many"}, "HEADWATER_ENGINE_THREADS must be a whole number"),
    "neither yes nor no": ({"HEADWATER_BEHIND_TLS": "true"}, "HEADWATER_BEHIND_TLS must be yes or no"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_setting_is_named_and_no_password_shown(wrong, tmp_path):
    given, says = WRONG[wrong]
    done = start(tmp_path, **given)
    assert done.returncode != 0
    last = done.stderr.splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: " + says)
    assert "secret" not in last


PASSWORDS = """
import django
django.setup()
from django.contrib.auth.hashers import get_hasher
print(get_hasher().iterations)
"""


def test_guessing_a_password_takes_long_outside_these_tests(tmp_path):
    """At least what OWASP asks of PBKDF2 with SHA-256: 600,000 times over (Password Storage Cheat Sheet)."""
    given = {**os.environ, "HEADWATER_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "headwater.settings"}
    shown = subprocess.run(
        [sys.executable, "-c", PASSWORDS], env=given, capture_output=True, text=True, timeout=60, check=True
    )
    assert int(shown.stdout) >= 600_000
