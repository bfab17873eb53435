"""Who takes part: organisations, people, and the agreements under which organisations share records."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from headwater.governance.partners.lasting import Lasting


class OrganisationKind(models.TextChoices):
    """The specified, relevant and other bodies of a violence reduction partnership."""

    PARTNERSHIP = "partnership", "Violence reduction partnership"
    POLICE = "police", "Police force"
    COMMISSIONER = "commissioner", "Police and crime commissioner"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    HEALTH = "health", "Health body"
    AMBULANCE = "ambulance", "Ambulance service"
    FIRE = "fire", "Fire and rescue service"
    PROBATION = "probation", "Probation service"
    YOUTH_JUSTICE = "youth_justice", "Youth justice service"
    SCHOOL = "school", "School, college or trust"
    PRISON = "prison", "Prison or youth custody"
    VOLUNTARY = "voluntary", "Voluntary or community organisation"
    RESEARCHER = "researcher", "University or evaluator"
    GOVERNMENT = "government", "Government department"


class Organisation(Lasting):
    """A body that takes part."""

    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)

    @property
    def label(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Only what Django's sign-in asks for; people are made by `actions.register_person`."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone with an account, or a system principal. Never delete one: deactivate it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    # "operator" and "worker" act for the command line and the queue; they have no password and cannot sign in
    system_key = models.CharField(max_length=20, blank=True, default="", editable=False)
    registered_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = People()

    class Meta:
        app_label = "headwater"
        ordering = ("display_name",)
        constraints = (
            models.UniqueConstraint(Lower("email"), name="person_email_any_case"),
            models.UniqueConstraint(
                fields=["system_key"], condition=~models.Q(system_key=""), name="person_system_key"
            ),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def label(self) -> str:
        return self.display_name

    @property
    def is_system(self) -> bool:
        return bool(self.system_key)


class Agreement(models.Model):
    """A data-sharing agreement over one contract's records. Never edit one: end it or renew it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    parties = models.ManyToManyField(Organisation, related_name="agreements")
    purpose = models.CharField(max_length=300)  # a read that names its own purpose must name this one
    lawful_basis = models.TextField()
    contract_key = models.CharField(max_length=100, db_index=True)
    fields = models.JSONField(default=list)  # column names, or ["*"] for every column of the contract
    starts_on = models.DateField()
    ends_on = models.DateField()
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # ended early, by a person who said why
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals"
    )

    class Meta:
        app_label = "headwater"
        ordering = ("contract_key", "-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="agreement_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return self.title


class Version(models.Model):
    """How a thing that people write together read after one change. Never edit one, and keep no record about a person in it."""

    subject_kind = models.CharField(max_length=50)
    subject_uuid = models.UUIDField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    written_by_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("subject_uuid", "number")
        constraints = (
            models.UniqueConstraint(fields=["subject_uuid", "number"], name="version_once_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind} version {self.number}"
