"""Finds every indicator: one declaration a file in `definitions/`, file name = key."""

from collections.abc import Iterable, Mapping
from functools import cache

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import definitions
from headwater.insight.indicators.language import Indicator
from headwater.insight.release import policies
from headwater.vocabulary.declarations import declared
from headwater.vocabulary.errors import Invalid, NotFound


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by key, in order of key."""
    return declared(definitions, "INDICATOR", Indicator)


def by_title(keys: Iterable[str] | None = None) -> list[Indicator]:
    """These indicators, or all, in order of their plain title."""
    found = indicators().values() if keys is None else [indicators()[key] for key in keys]
    return sorted(found, key=lambda each: each.plain_title)


def get_indicator(key: str) -> Indicator:
    try:
        return indicators()[key]
    except KeyError:
        raise NotFound(
            f"There is no indicator called {key}. `headwater indicators list` shows them."
        ) from None


def check(indicator: Indicator) -> None:
    """Whatever an indicator names must exist."""
    policy = policies.get_policy(indicator.policy)
    contract = contracts.get_contract(indicator.of.contract)
    if contract.licence.needs_agreement and not policy.protects and not policy.reason:
        raise Invalid(
            f"Indicator {indicator.key} reads {contract.key}, which is not open, and its policy hides "
            f"nothing."
        )
