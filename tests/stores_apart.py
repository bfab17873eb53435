"""Stores for tests whose work is done by other processes: a home, and on PostgreSQL two databases besides.

They are of the kind that the suite runs on. A copy costs a tenth of what migrating costs.
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import postgres_server
import psycopg
from psycopg import sql

MIGRATE = """
import django
django.setup()
from django.core.management import call_command
for alias in ("default", "vault"):
    call_command("migrate", database=alias, verbosity=0, skip_checks=True)
"""


@dataclass(frozen=True)
class Stores:
    """A home, and the address of each database by the setting that gives it; none where they are files of the home."""

    home: Path
    databases: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """Of a process that has these stores, and of this project's settings nothing else."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
        ours = {"HEADWATER_HOME": str(self.home), **self.databases}
        return {**others, "DJANGO_SETTINGS_MODULE": "headwater.settings", **ours}


@contextmanager
def empty(home: Path) -> Iterator[Stores]:
    """Stores that nobody has used."""
    with _databases({}) as databases:
        yield Stores(home, databases)


@contextmanager
def migrated(home: Path) -> Iterator[Stores]:
    """Stores with their tables."""
    with empty(home) as stores:
        subprocess.run([sys.executable, "-c", MIGRATE], env=stores.environment, check=True, timeout=120)
        yield stores


@contextmanager
def copied(original: Stores, home: Path) -> Iterator[Stores]:
    """The same again, while no process has the original open."""
    shutil.copytree(original.home, home)
    with _databases(original.databases) as databases:
        yield Stores(home, databases)


@contextmanager
def _databases(originals: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """New databases beside those that the suite runs on, gone after the block."""
    servers = {name: os.environ[name] for name in postgres_server.DATABASES if os.environ.get(name)}
    made = {name: _create(server, originals.get(name)) for name, server in servers.items()}
    try:
        yield made
    finally:
        for name, address in made.items():
            _run(servers[name], sql.SQL("DROP DATABASE {} WITH (FORCE)").format(_name(address)))


def _create(server: str, original: str | None) -> str:
    address = urlsplit(server)._replace(path=f"/apart_{uuid.uuid4().hex}").geturl()
    template = _name(original) if original else sql.Identifier("template1")
    _run(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(_name(address), template))
    return address


def _name(address: str) -> sql.Identifier:
    return sql.Identifier(urlsplit(address).path.removeprefix("/"))


def _run(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
