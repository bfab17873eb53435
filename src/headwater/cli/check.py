"""`headwater check`: whether everything that is declared and kept fits together. It changes nothing."""

import io
from collections.abc import Callable, Iterable, Iterator

import click
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from headwater.cli import screen
from headwater.data.contracts import registry as contracts
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import SubmissionState
from headwater.governance.audit import queries as audit
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership.priorities import weights
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import LinkKind
from headwater.insight.indicators import partnership
from headwater.insight.indicators import registry as indicators
from headwater.insight.release import queries as release
from headwater.insight.release.queries import SourceReach
from headwater.insight.reporting import queries as reporting
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
    wrong += _hidden_counts()
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


def _factors() -> Iterator[str]:
    for key, named_by in evidence.unknown_indicators(indicators.indicators()).items():
        for factor in named_by:
            yield f"The factor {factor} names the indicator {key}, which is not there yet."


def _clauses() -> Iterator[str]:
    known = {
        LinkKind.INDICATOR: set(indicators.indicators()),
        LinkKind.EVIDENCE: {each.key for each in evidence.evidence()},
    }
    for kind, keys_there in known.items():
        for clause, key in strategy.leading_nowhere(kind, keys_there):
            yield f"The clause {clause} leads to {key}, which is not there yet."


def _weights() -> Iterator[str]:
    try:
        weights.declared()
    except HeadwaterError as error:
        yield error.says


def _keys() -> Iterator[str]:
    for each in ingest.submissions().exclude(state__in=(SubmissionState.REFUSED, SubmissionState.PURGED)):
        try:
            keys.opened(each.key_id)
        except HeadwaterError as error:
            yield f"The original of submission {each.uuid} cannot be opened. {error.says}"


def _audit() -> Iterator[str]:
    return (finding.says for finding in audit.verify().findings)


def _hidden_counts() -> int:
    """How near an outsider comes to what is hidden. How many counts follow, which is wrong; that others are told
    narrowly is not, and somebody has to know.
    """
    found = [each for each in release.reaches() if each.reach.hidden]
    told = sum(each.told for each in found)
    screen.say(f"{'Wrong' if told else 'Right'}: no hidden count follows from what was released")
    for each in found:
        screen.say(f"  {_titles(each.sources)}: {_reach_words(each)}")
    return told


def _reach_words(found: SourceReach) -> str:
    counts = f"{found.reach.hidden} hidden"
    if not found.reach.is_proven:
        return f"{counts}; how narrowly they can be told is too much to work out."
    if found.told:
        return f"{counts}; {found.told} follow. Withdraw the newest release of it."
    return f"{counts}; {found.reach.narrow} can be told to two values or fewer."


def _titles(keys: Iterable[str]) -> str:
    return " with ".join(contracts.get_contract(key).title for key in keys)


CHECKS: dict[str, Check] = {
    "the settings": _settings,
    "contracts and indicators name only what exists": _declarations,
    "the partnership's headline indicators exist": _headlines,
    "agreements name contracts and columns that exist": _agreements,
    "factors and arrows name indicators that exist": _factors,
    "clauses lead to indicators and evidence that exist": _clauses,
    "members' votes can be counted as is declared": _weights,
    "every original can be opened": _keys,
    "every edition is what was frozen": reporting.amiss,
    "the audit trail is whole": _audit,
}
