"""What people write together: plans, evidence, decisions. Every change keeps the version before it, and two people who
edit one thing at the same time both keep their words.

A thing is `Written`; what its `WRITTEN` names is versioned. Only texts and facts about plans belong here, never a record
about a person.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from headwater.governance.audit.action import Actor
from headwater.governance.partners import rules
from headwater.governance.partners.models import Version
from headwater.vocabulary.errors import Conflict, Invalid, NotFound
from headwater.vocabulary.sentences import listed

Thing = TypeVar("Thing", bound="Written")


class Written(models.Model):
    """Something written together. Save it through `begin` and `rewrite` only, inside an action."""

    WRITTEN: ClassVar[tuple[str, ...]] = ()

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        app_label = "headwater"


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise in two versions."""

    field: str
    before: Any
    after: Any


def begin(thing: Thing, *, by: Actor, now: datetime, reason: str = "") -> Thing:
    """Keep a new thing, as its version 1."""
    _check_texts(thing, content_of(thing))
    thing.version = 1
    thing.save(force_insert=True)
    _keep(thing, by=by, now=now, reason=reason)
    return thing


def rewrite(
    thing: Thing, changes: Mapping[str, Any], *, seen: int, by: Actor, now: datetime, reason: str = ""
) -> Thing:
    """Change fields of a thing that the writer saw at version `seen`.

    What others changed meanwhile stays, where it is another field. Where it is the same field with other words:
    Conflict, and nothing is changed; the writer still has theirs. Nothing new makes no version.
    """
    thing.refresh_from_db(from_queryset=type(thing)._default_manager.select_for_update())
    unknown = sorted(set(changes) - set(thing.WRITTEN))
    if unknown:
        raise Invalid(f"{', '.join(unknown)} cannot be written here.")
    if not 1 <= seen <= thing.version:
        raise Invalid(
            "The version that you began with is not kept here. Open the page again beside this one, and compare."
        )
    before = content_of(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    after = content_of(thing)
    mine = {change.field for change in differences(before, after)}
    if not mine:
        return thing
    _check_texts(thing, {name: after[name] for name in mine})
    clash = mine & _changed_since(thing, seen, before)
    if clash:
        named = listed([field_words(name) for name in sorted(clash)])
        raise Conflict(
            f"Somebody else changed {named} while you were writing. Your words are below; theirs are beside "
            "them. Put both together and save again.",
            code="changed_meanwhile",
        )
    thing.version += 1
    thing.save()
    _keep(thing, by=by, now=now, reason=reason)
    return thing


def history(thing: Written) -> QuerySet[Version]:
    """Every version of a thing, newest first."""
    return versions(thing.uuid)


def versions(subject: UUID) -> QuerySet[Version]:
    """Every version of what has this uuid, newest first; none where nothing has."""
    return Version.objects.filter(subject_uuid=subject).order_by("-number")


def version_of(subject: UUID, number: int) -> Version:
    found = Version.objects.filter(subject_uuid=subject, number=number).first()
    if found is None:
        raise NotFound("There is no such version.")
    return found


def as_they_stood(subjects: Iterable[UUID], *, at: datetime) -> dict[UUID, dict[str, Any]]:
    """What each of several things said at a moment; a thing that was not there yet is left out."""
    kept = Version.objects.filter(subject_uuid__in=list(subjects), written_at__lte=at).order_by("number")
    return {version.subject_uuid: version.content for version in kept}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What reads otherwise, in the fields' order."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        Difference(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def content_of(thing: Written) -> dict[str, Any]:
    """The written fields as plain values; of another thing that is named, its uuid."""
    return {name: _plain(getattr(thing, name)) for name in thing.WRITTEN}


def field_words(name: str) -> str:
    """A field as its readers know it.

    >>> field_words("indicator_keys"), field_words("owner_role")
    ('indicator', 'owner role')
    """
    return name.removesuffix("_keys").replace("_", " ")


def _check_texts(thing: Written, content: Mapping[str, Any]) -> None:
    """Invalid where a text, or one of a list of texts, is longer than its field keeps, or is none."""
    for name, value in content.items():
        most = getattr(type(thing)._meta.get_field(name), "max_length", None)
        for text in value if isinstance(value, list) else (value,):
            if not isinstance(text, str):
                continue
            if refusal := rules.why_not_write(name=field_words(name), text=text, most=most):
                raise Invalid(refusal.says, code=refusal.code)


def _changed_since(thing: Written, seen: int, now_reads: Mapping[str, Any]) -> set[str]:
    if seen == thing.version:
        return set()
    return {change.field for change in differences(version_of(thing.uuid, seen).content, now_reads)}


def _keep(thing: Written, *, by: Actor, now: datetime, reason: str) -> None:
    Version.objects.create(
        subject_kind=type(thing).__name__,
        subject_uuid=thing.uuid,
        number=thing.version,
        content=content_of(thing),
        written_at=now,
        written_by=by.uuid,
        written_by_label=by.label,
        reason=reason,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(getattr(value, "uuid", value.pk))
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
