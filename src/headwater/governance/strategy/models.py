"""Plans, clauses and their links, milestones, consultations, and the nodes and arrows of the theory of change."""

from django.db import models
from django.db.models import Q

from headwater.governance.evidence.models import Grade
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written


class PlanKind(models.TextChoices):
    """One engine for every plan: the strategy, its child plans, and the plans of places inside it."""

    STRATEGY = "strategy", "Strategy"
    TRAUMA = "trauma", "Trauma strategy"
    YOUTH_WORK = "youth_work", "Youth work strategy"
    DATA = "data", "Data improvement plan"
    SUSTAINABILITY = "sustainability", "Sustainability plan"
    PARTICIPATION = "participation", "Participation model"
    LOCAL = "local", "Local plan"
    POLICE_CRIME = "police_crime", "Police and crime plan"
    OTHER = "other", "Other plan"


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    CONSULTATION = "consultation", "Out for consultation"
    ADOPTED = "adopted", "Adopted"
    SUPERSEDED = "superseded", "Followed by another"


class ClauseKind(models.TextChoices):
    HEADER = "header", "Header"
    VISION = "vision", "Vision"
    MISSION = "mission", "Mission"
    PRINCIPLE = "principle", "Principle"
    CONSENSUS = "consensus", "Community consensus approach"
    PRIORITY = "priority", "Strategic priority"
    OBJECTIVE = "objective", "Objective"
    OUTCOME = "outcome", "Outcome"
    LONG_TERM_OUTCOME = "long_term_outcome", "Long-term outcome"


class LinkKind(models.TextChoices):
    """What a clause may lead to; each link holds a key of the room that the thing stands in."""

    ACTIVITY = "activity", "Activity"  # an intervention's key, or words where it is not one
    INDICATOR = "indicator", "Indicator"
    EVIDENCE = "evidence", "Evidence"
    DECISION = "decision", "Decision"
    BOARD = "board", "Board"
    CLAUSE = "clause", "Clause of another plan"  # "plan key/clause key"


class Plan(Written):
    """A plan with its period. Adopted text is not edited: an amendment makes a version, a new period makes a new plan."""

    WRITTEN = (
        *("title", "kind", "owner", "starts_on", "ends_on", "area_code", "parent_clause", "about"),
        *("status", "adopted_on"),  # so that the day on which a text was adopted is one of its versions
    )

    key = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=PlanKind.choices)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()  # the first day that it does not cover
    area_code = models.CharField(max_length=9, blank=True)
    parent_clause = models.CharField(
        max_length=220, blank=True
    )  # "plan key/clause key" that this plan rolls up to
    about = models.TextField(blank=True)
    status = models.CharField(
        max_length=12, choices=PlanStatus.choices, default=PlanStatus.DRAFT, editable=False
    )
    adopted_on = models.DateField(null=True, blank=True, editable=False)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", editable=False
    )

    class Meta(Written.Meta):
        ordering = ("kind", "-starts_on", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="plan_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Clause(Written):
    """One thing that a plan says. Never delete one: withdraw it, and it keeps its history."""

    WRITTEN = ("kind", "text", "order", "parent", "owner", "owner_role", "qualifiers", "withdrawn")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="clauses")
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=18, choices=ClauseKind.choices)
    text = models.TextField()
    order = models.PositiveIntegerField(default=0)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="clauses"
    )
    owner_role = models.CharField(
        max_length=200, blank=True
    )  # the post that answers for it, not a person's name
    qualifiers = models.JSONField(default=list, blank=True)  # words of the clause that a paraphrase must keep
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("plan", "order", "id")
        constraints = (models.UniqueConstraint(fields=["plan", "key"], name="clause_key_once_a_plan"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Link(models.Model):
    """A clause leads to something, named by its key. Withdrawn with a day, never deleted."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    key = models.CharField(max_length=200)
    says = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("clause", "kind", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["clause", "kind", "key"], condition=Q(ended_at=None), name="link_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Milestone(Written):
    """A step of a plan with its day."""

    WRITTEN = ("title", "due_on", "done_on", "owner", "owner_role", "says")

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    owner_role = models.CharField(max_length=200, blank=True)
    says = models.TextField(blank=True)

    class Meta(Written.Meta):
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title


class Consultation(Written):
    """Whom a draft was put to, what they said, and what changed for it. Groups, never people."""

    WRITTEN = ("asked", "opened_on", "closed_on", "heard", "changed")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="consultations")
    asked = models.CharField(max_length=300)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    heard = models.TextField(blank=True)
    changed = models.TextField(blank=True)

    class Meta(Written.Meta):
        ordering = ("-opened_on", "-id")

    def __str__(self) -> str:
        return self.asked


class NodeKind(models.TextChoices):
    ACTIVITY = "activity", "Activity"
    OUTPUT = "output", "Output"
    OUTCOME = "outcome", "Outcome"
    LONG_TERM_OUTCOME = "long_term_outcome", "Long-term outcome"


class Node(Written):
    """One box of a plan's theory of change."""

    WRITTEN = ("kind", "title", "says", "clause", "intervention_key", "indicator_keys", "order", "withdrawn")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="nodes")
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=18, choices=NodeKind.choices)
    title = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="nodes")
    intervention_key = models.CharField(max_length=100, blank=True)
    indicator_keys = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("plan", "order", "id")
        constraints = (models.UniqueConstraint(fields=["plan", "key"], name="node_key_once_a_plan"),)

    def __str__(self) -> str:
        return self.title


class Arrow(Written):
    """One arrow: this leads to that, on this assumption, with evidence as good as this."""

    WRITTEN = ("assumption", "grade", "evidence_keys", "withdrawn")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="arrows")
    source = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="leads_to")
    target = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="led_to_by")
    assumption = models.TextField(blank=True)
    grade = models.CharField(max_length=10, choices=Grade.choices, default=Grade.NONE)
    evidence_keys = models.JSONField(default=list, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("plan", "id")
        constraints = (models.UniqueConstraint(fields=["source", "target"], name="arrow_once"),)

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"
