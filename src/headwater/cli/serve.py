"""`headwater serve`: the site and the worker, until it is stopped.

The web server runs in a process of its own; this process watches it and does the background work, one job
at a time. Demonstration accounts have printed passwords, so they are refused anywhere but on this machine.
"""

import contextlib
import http.client
import ipaddress
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Iterator

import click

from headwater.cli import demo_people, screen, worker
from headwater.machinery.jobs.worker import run_forever
from headwater.vocabulary.errors import Conflict, Invalid, Refused

READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 10
THREADS = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
def serve(*, host: str, port: int, processes: int) -> None:
    """Serve the site and do background work, until Ctrl-C.

    Put a proxy that ends TLS in front of it before you serve anybody else, and set HEADWATER_HOSTS and
    HEADWATER_BEHIND_TLS.
    """
    run(host, port, processes=processes)


def run(host: str, port: int, *, processes: int = 1) -> None:
    """Serve until stopped."""
    why_not = refuse_demonstration(host)
    if why_not:
        raise why_not
    _check_free(host, port)
    with _worker_beside():
        threading.Thread(target=_say_when_ready, args=(host, port), daemon=True).start()
        _web(host, port, processes)


def refuse_demonstration(host: str) -> Refused | None:
    """Demonstration accounts are for this machine alone; here the site says that it is a demonstration."""
    if not demo_people.are_here():
        return None
    if not is_loopback(host):
        return Refused(
            "This home has demonstration accounts, whose passwords are printed: it is served on 127.0.0.1 only. "
            "Use a fresh HEADWATER_HOME, or close those accounts with `headwater people close`.",
            code="demonstration_accounts",
        )
    os.environ["HEADWATER_DEMONSTRATION"] = "yes"  # read by the web process when it starts
    return None


def is_loopback(host: str) -> bool:
    """
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Invalid(f"{host} is not an address of this machine.") from None
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError:
            raise Conflict(
                f"Something listens at {host}:{port} already. Stop it, or choose another --port."
            ) from None


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(worker.HANDLERS, stop), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()  # a job that takes longer loses its lease and is delivered again at the next start
        thread.join(STOP_WITHIN_SECONDS)


def _web(host: str, port: int, processes: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # the web process starts afresh: a copy of this one would share its databases and its threads' locks
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "headwater.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()


def _say_when_ready(host: str, port: int) -> None:
    end = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < end:
        if _answers(host, port):
            shown = f"[{host}]" if ":" in host else host
            screen.say(f"Ready: http://{shown}:{port}")
            return
        time.sleep(0.1)
    screen.warn("The web server does not answer. What stands above says why.")


def _answers(host: str, port: int) -> bool:
    """Whether the health page comes; the first page loads the site, so nobody after has to wait for that."""
    asking = http.client.HTTPConnection(host, port, timeout=READY_WITHIN_SECONDS)
    try:
        asking.request("GET", "/health", headers={"Host": f"localhost:{port}"})
        asking.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True
