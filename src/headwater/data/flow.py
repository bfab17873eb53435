"""The walk, on one page. A figure is made on the way up:

    receive -> check -> land          one supplied file
    -> locate -> link -> publish      every table that has changed

and `insight` goes on from there: indicators.compute -> release.publish -> web | api | reporting. No step reaches back. A kill at any
moment leaves the lake as it was or as it should be; walking again finishes what was begun.
"""

from pathlib import Path

from headwater.data.contracts import registry
from headwater.data.ingest import actions, gazetteers, locate, publish, reference, walking
from headwater.data.ingest import receive as received
from headwater.data.ingest.models import Submission
from headwater.data.lake import manifest
from headwater.data.linkage import link
from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor
from headwater.machinery import disk, file_store, home, turns


def receive(path: Path, *, file_name: str, by: Actor, supplier_key: str = "") -> Submission:
    """A file is kept whole and sealed. The same content twice is one submission."""
    return actions.keep_file(path, file_name=file_name, by=by, supplier_key=supplier_key)


def walk(submission: Submission, *, by: Actor, profile: str | None = None) -> Submission:
    """Check it against its contract and land its good rows; or refuse it; or ask what its columns mean."""
    return walking.check_and_land(submission, by=by, profile=profile)


@disk.full_is_unavailable()
def settle() -> list[str]:
    """Locate, link and publish whatever has changed; the names of the tables that did."""
    with turns.alone("settling"):
        rebuilt = reference.rebuild(now=clock.now())
        ground = gazetteers.prepare()
        placed = [contract for contract in registry.contracts().values() if locate.has_place(contract)]
        located = [found for contract in placed if (found := locate.locate(contract, ground))]
        return rebuilt + publish.publish(link.link(located), now=clock.now())


def sweep() -> int:
    """Clear away what killed runs left behind. Only while nobody else is walking."""
    return home.sweep_work() + file_store.sweep_parts() + received.sweep_orphans() + manifest.sweep()
