"""`headwater check`: whether everything that is declared and kept fits together. It changes nothing."""

import io
from collections.abc import Callable, Iterator

import click
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from headwater.cli import screen
from headwater.data.contracts import registry as contracts
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import SubmissionState
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import partnership
from headwater.insight.indicators import registry as indicators
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Conflict, HeadwaterError

Check = Callable[[], Iterator[str]]


@click.command()
def check() -> None:
    """Look whether declarations, keys and the audit trail are whole."""
    wrong = 0
    for words, look in CHECKS.items():
        found = list(look())
        screen.say(f"{'Wrong' if found else 'Right'}: {words}")
        for sentence in found:
            screen.say(f"  {sentence}")
        wrong += len(found)
    if wrong:
        raise Conflict(f"{wrong} things are wrong; each stands above.", code="check_failed")


def _settings() -> Iterator[str]:
    try:
        call_command("check", stdout=io.StringIO())
    except SystemCheckError as wrong:
        yield str(wrong)


def _declarations() -> Iterator[str]:
    for each in indicators.indicators().values():
        try:
            indicators.check(each)
        except HeadwaterError as error:
            yield error.says


def _headlines() -> Iterator[str]:
    known = indicators.indicators()
    for key in partnership.partnership().headline_indicators:
        if key not in known:
            yield f"partnership.toml names the headline indicator {key}, which does not exist."


def _agreements() -> Iterator[str]:
    known = contracts.contracts()
    for each in partners.agreements():
        if each.contract_key not in known:
            yield f"The agreement {each.key} is about {each.contract_key}, which is no contract."
            continue
        names = {column.name for column in known[each.contract_key].columns}
        for field in set(each.fields) - names - {"*"}:
            yield f"The agreement {each.key} names the column {field}, which {each.contract_key} has not."


def _keys() -> Iterator[str]:
    for each in ingest.submissions().exclude(state__in=(SubmissionState.REFUSED, SubmissionState.PURGED)):
        try:
            keys.opened(each.key_id)
        except HeadwaterError as error:
            yield f"The original of submission {each.uuid} cannot be opened. {error.says}"


def _audit() -> Iterator[str]:
    return (finding.says for finding in audit.verify().findings)


CHECKS: dict[str, Check] = {
    "the settings": _settings,
    "contracts and indicators name only what exists": _declarations,
    "the partnership's headline indicators exist": _headlines,
    "agreements name contracts and columns that exist": _agreements,
    "every original can be opened": _keys,
    "the audit trail is whole": _audit,
}
