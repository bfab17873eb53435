"""What matters to children and young people: five parts of a good life, in words that a youth panel signs, with what is measured of each.

Where nothing is measured, that is said. A signature holds for the words that were signed and for no others.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import headwater
from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, about, action
from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Contribution, Voice
from headwater.governance.partners import written
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.performance import rules, standing
from headwater.insight.performance.models import ChildOutcome, PanelSignature
from headwater.insight.performance.standing import Standing
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Invalid, NotFound, obey
from headwater.vocabulary.periods import day_words

SHIPPED = Path(headwater.__file__).parent / "content" / "children_outcomes.toml"
WORDS = ("title", "means")  # what a panel reads and signs
VOICES = (Voice.YOUNG, Voice.COMMUNITY)


@dataclass(frozen=True)
class Spoke:
    """One part: its words, how what serves it stands, who signed, and what people said."""

    outcome: ChildOutcome
    standing: Standing
    signature: PanelSignature | None  # of the words that stand
    earlier: PanelSignature | None  # the newest of words that were changed since
    stories: tuple[Contribution, ...]

    @property
    def is_measured(self) -> bool:
        return self.standing.is_measured

    @property
    def signed_says(self) -> str:
        """Whether these words are young people's own."""
        if self.signature:
            return f"{self.signature.panel} signed these words on {day_words(self.signature.signed_on)}."
        if self.earlier:
            return (
                f"{self.earlier.panel} signed earlier words on {day_words(self.earlier.signed_on)}. They have changed since, and "
                "nobody has signed the new ones."
            )
        return "No youth panel has signed these words yet."


@dataclass(frozen=True)
class Wheel:
    """Every part, of the widest area of the partnership."""

    area: Area | None
    spokes: tuple[Spoke, ...]

    @property
    def unmeasured(self) -> list[Spoke]:
        return [each for each in self.spokes if not each.is_measured]

    @property
    def unsigned(self) -> list[Spoke]:
        return [each for each in self.spokes if each.signature is None]


def wheel(*, audience: Audience, on: date) -> Wheel:
    """How the parts stand on a day."""
    area = indicators.top_area()
    shown = {str(each.uuid): each for each in _may_be_shown()}
    found = ChildOutcome.objects.prefetch_related("signatures")
    return Wheel(area, tuple(_spoke(each, area, shown, audience, on) for each in found))


def get_outcome(key: str) -> ChildOutcome:
    found = ChildOutcome.objects.filter(key=key).first()
    if found is None:
        raise NotFound("There is no such part of the wheel.")
    return found


def stories_offered() -> list[Contribution]:
    """What young people and residents said and agreed to show."""
    return _may_be_shown()


def seed(*, by: Actor) -> None:
    """Bring in what is shipped and was never here."""
    here = set(ChildOutcome.objects.values_list("key", flat=True))
    if missing := [row for row in _shipped() if row["key"] not in here]:
        bring_in(missing, by=by)


@action
def bring_in(now: datetime, rows: Sequence[Mapping[str, Any]], *, by: Actor) -> None:
    """Keep shipped words, as a version 1 that nobody signed."""
    about("outcomes", "children")
    for row in rows:
        written.begin(ChildOutcome(**row), by=by, now=now, reason="As shipped.")


@action
def change(
    now: datetime,
    outcome: ChildOutcome,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> ChildOutcome:
    """Write a part again. What was signed stays signed of the words before."""
    for name in ("title", "means"):
        if not str(changes.get(name, getattr(outcome, name))).strip():
            raise Invalid("Say what it is called and what it means.")
    for key in changes.get("indicators", ()):
        registry.get_indicator(key)
    return written.rewrite(outcome, changes, seen=seen, by=by, now=now, reason=reason)


@action
def sign_for_panel(
    now: datetime,
    outcome: ChildOutcome,
    *,
    panel: str,
    version: int,
    signed_on: date,
    by: Actor,  # noqa: ARG001  (the audit reads who)
    says: str = "",
) -> PanelSignature:
    """Keep that a youth panel said of these words: they are right."""
    outcome.refresh_from_db(from_queryset=ChildOutcome.objects.select_for_update())
    obey(
        rules.why_not_sign_for_panel(
            panel=panel,
            version=version,
            newest=outcome.version,
            signed=outcome.signatures.filter(version=version, panel=panel.strip()).exists(),
            signed_on=signed_on,
            on=clock.local_day(now),
        )
    )
    return PanelSignature.objects.create(
        outcome=outcome, version=version, panel=panel.strip(), says=says.strip(), signed_on=signed_on
    )


def _spoke(
    outcome: ChildOutcome, area: Area | None, shown: Mapping[str, Contribution], audience: Audience, on: date
) -> Spoke:
    signatures = list(outcome.signatures.all())
    signature = next((each for each in signatures if _same_words(each, outcome)), None)
    return Spoke(
        outcome=outcome,
        standing=standing.standing(outcome.indicators, area, audience=audience, on=on),
        signature=signature,
        earlier=None if signature else next(iter(signatures), None),
        stories=tuple(shown[key] for key in outcome.stories if key in shown),
    )


def _same_words(signature: PanelSignature, outcome: ChildOutcome) -> bool:
    """Whether the words that a panel read still stand, whatever else of the part was changed."""
    if signature.version == outcome.version:
        return True
    read = written.version_of(outcome.uuid, signature.version).content
    return all(read[name] == getattr(outcome, name) for name in WORDS)


def _may_be_shown() -> list[Contribution]:
    return list(decisions.contributions().filter(may_be_shown=True, voice__in=VOICES))


def _shipped() -> list[dict[str, Any]]:
    rows = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["outcome"]
    return [{**row, "position": at} for at, row in enumerate(rows, start=1)]
