"""The assurance pack: impact assessment, data-flow map, record of processing and security statement.

Everything that the declarations know is filled in from them, so that the pack cannot drift from what runs.
What only the partnership can say is marked for it to fill in, and never guessed.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from headwater.data.contracts import registry
from headwater.data.contracts.language import Column, Contract, Sensitivity
from headwater.governance.access import roles
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement
from headwater.insight.indicators import registry as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.partnership import partnership
from headwater.insight.release import policies
from headwater.insight.release import queries as release
from headwater.insight.release.models import Inferred
from headwater.insight.reporting import pages
from headwater.vocabulary.errors import NotFound

DOCUMENTS = {
    "impact-assessment": "Data protection impact assessment",
    "data-flow-map": "Data-flow map",
    "record-of-processing": "Record of processing activities",
    "security-statement": "Security statement",
}
GOES = {
    Sensitivity.OPEN: "Lands in the lake as it is",
    Sensitivity.PERSONAL: "Lands in the lake, under the agreement",
    Sensitivity.PSEUDONYM: "Lands only as a keyed hash",
    Sensitivity.IDENTIFIER: "Goes to the identity vault, never to the lake",
    Sensitivity.FREE_TEXT: "Used to find the place, then dropped",
}


@dataclass(frozen=True)
class Processing:
    """One kind of record about people, from its contract and its agreement."""

    contract: Contract
    agreement: Agreement | None
    indicators: tuple[Indicator, ...]
    inferred: tuple[
        Inferred, ...
    ] = ()  # how narrowly its hidden counts could be told, one a standing release

    @property
    def goes(self) -> list[tuple[str, list[Column]]]:
        """Where the columns go, by how much they may say of a person."""
        found = ((words, self._columns(kind)) for kind, words in GOES.items())
        return [(words, columns) for words, columns in found if columns]

    @property
    def parties(self) -> list[str]:
        return [party.name for party in self.agreement.parties.all()] if self.agreement else []

    @property
    def policies(self) -> list[policies.Policy]:
        """How figures from these records are made safe, each policy once."""
        return [policies.get_policy(key) for key in dict.fromkeys(each.policy for each in self.indicators)]

    @property
    def hidden(self) -> int:
        """How many counts of its releases that stand now are hidden."""
        return sum(each.hidden for each in self.inferred)

    @property
    def narrow(self) -> int | None:
        """How many of them an outsider could tell to two values or fewer; None where that was too much to work out."""
        proven = all(each.is_proven for each in self.inferred)
        return sum(each.narrow for each in self.inferred) if proven else None

    def _columns(self, kind: Sensitivity) -> list[Column]:
        return [column for column in self.contract.columns if column.sensitivity is kind]


@dataclass(frozen=True)
class Access:
    """One role: what it is for and what it may do."""

    role: roles.Role

    @property
    def may(self) -> list[str]:
        return [words for key, words in roles.PERMISSIONS.items() if key in self.role.permissions]


@dataclass(frozen=True)
class Pack:
    partnership: str
    made_on: date
    version: str
    processing: tuple[Processing, ...]
    open_sources: tuple[Contract, ...]
    access: tuple[Access, ...]

    @property
    def without_agreement(self) -> list[Processing]:
        return [each for each in self.processing if each.agreement is None]


def pack(*, on: date) -> Pack:
    contracts = registry.contracts().values()
    return Pack(
        partnership=partnership().name,
        made_on=on,
        version=version("headwater"),
        processing=tuple(_processing(each, on) for each in contracts if each.about_people),
        open_sources=tuple(each for each in contracts if not each.about_people),
        access=tuple(Access(role) for role in roles.ROLES.values()),
    )


def write_pack(folder: Path, *, on: date) -> list[Path]:
    """Write the pack as pages that open in any browser, and their list. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = pack(on=on)
    written = []
    for name in ("index", *DOCUMENTS):
        file = folder / f"{name}.html"
        file.write_text(_page(name, facts), encoding="utf-8")
        written.append(file)
    return written


def page(name: str, *, on: date, nonce: str = "", back: str = "") -> str:
    """One document of the pack as a page; `nonce` lets its style pass a strict policy, `back` is where its reader came from."""
    return _page(_checked(name), pack(on=on), nonce=nonce, back=back)


def as_pdf(name: str, *, on: date) -> bytes:
    """One document of the pack, to print and to sign."""
    return pages.pdf(page(name, on=on))


def archive(*, on: date) -> bytes:
    """The whole pack in one ZIP: each document as a page and as a PDF."""
    facts = pack(on=on)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("index.html", _page("index", facts))
        for name in DOCUMENTS:
            text = _page(name, facts)
            target.writestr(f"{name}.html", text)
            target.writestr(f"{name}.pdf", pages.pdf(text))
    return packed.getvalue()


def _checked(name: str) -> str:
    if name not in DOCUMENTS:
        raise NotFound("There is no such document in the assurance pack.")
    return name


def _page(name: str, found: Pack, **shown: str) -> str:
    title = DOCUMENTS.get(name, "Assurance pack")
    facts = {"pack": found, "documents": DOCUMENTS, "title": title, **shown}
    return pages.html(f"assurance/{name}.html", facts)


def _processing(contract: Contract, on: date) -> Processing:
    made = tuple(each for each in indicators.indicators().values() if contract.key in each.contracts)
    inferred = tuple(release.standing_inferred(contract.key))
    return Processing(contract, partners.current_agreement(contract.key, on=on), made, inferred)
