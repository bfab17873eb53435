"""Boards, who sits on them, what they decide and do, and what became of what people told them. Days are half-open, as everywhere."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.governance.partners.lasting import Lasting
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written


class Voice(models.TextChoices):
    """For whom a seat, an item or a contribution speaks."""

    STATUTORY = "statutory", "Statutory partners"
    VOLUNTARY = "voluntary", "Voluntary and community sector"
    YOUNG = "young", "Young people"
    COMMUNITY = "community", "Residents and people with lived experience"


class BoardKind(models.TextChoices):
    """What a board is for. Safeguarding boards stand beside community safety partnerships."""

    VIOLENCE_REDUCTION = "violence_reduction", "Violence reduction partnership board"
    COMMUNITY_SAFETY = "community_safety", "Community safety partnership"
    SAFEGUARDING_CHILDREN = "safeguarding_children", "Safeguarding children partnership"
    SAFEGUARDING_ADULTS = "safeguarding_adults", "Safeguarding adults board"
    YOUTH_JUSTICE = "youth_justice", "Youth justice management board"
    HEALTH_AND_WELLBEING = "health_and_wellbeing", "Health and wellbeing board"
    YOUNG_PEOPLE = "young_people", "Young people's board"
    OTHER = "other", "Other board"


class Board(Lasting):
    """A board, with the area that it speaks for where it has one."""

    kind = models.CharField(max_length=22, choices=BoardKind.choices, default=BoardKind.OTHER)
    area_code = models.CharField(max_length=9, blank=True)
    terms = models.TextField(blank=True)


class BoardMember(models.Model):
    """One seat: a person who sits for an organisation. It gives no permission: a role does."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.STATUTORY)
    votes = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("board", "starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
                name="board_member_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} on {self.board}"


class Meeting(Written):
    """A board met. Its papers are named, not kept."""

    WRITTEN = ("held_on", "place", "papers", "minutes", "items")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    papers = models.JSONField(default=list, blank=True)  # {"title", "link"}
    minutes = models.TextField(blank=True)
    items = models.JSONField(default=list, blank=True)  # {"item", "voice"}: who brought it

    class Meta(Written.Meta):
        ordering = ("-held_on", "-id")
        constraints = (models.UniqueConstraint(fields=["board", "held_on"], name="meeting_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.board}, {self.held_on}"


class Attendance(models.Model):
    """Whether an organisation with a seat was at a meeting. Of organisations, not of people."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attendance")
    came = models.BooleanField()

    class Meta:
        app_label = "headwater"
        ordering = ("meeting", "organisation")
        constraints = (models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once"),)

    def __str__(self) -> str:
        return f"{self.organisation} at {self.meeting}"


class Answer(models.TextChoices):
    """What the partnership did about what it was told."""

    NOT_YET = "not_yet", "Not answered yet"
    WE_DID = "we_did", "We did"
    WE_DID_NOT = "we_did_not", "We did not, because"


class Decision(Written):
    """What a board decided: on what ground, who was involved, and what it changes. Where nobody was involved, that is printed."""

    WRITTEN = (
        "title", "decided", "because", "clause_keys", "evidence_keys", "insight_keys", "changes", "public_words", "is_public",
        "review_on",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided_on = models.DateField()
    title = models.CharField(max_length=200)
    decided = models.TextField()
    because = models.TextField(blank=True)
    clause_keys = models.JSONField(default=list, blank=True)  # "plan key/clause key"
    evidence_keys = models.JSONField(default=list, blank=True)
    insight_keys = models.JSONField(default=list, blank=True)
    changes = models.TextField(blank=True)
    public_words = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ("-decided_on", "-id")

    def __str__(self) -> str:
        return self.title


class Contribution(Written):
    """What a group told the partnership, in what, and what came of it. Groups, never people; what they said stays theirs."""

    WRITTEN = (
        "who", "voice", "in_what", "heard_on", "said", "may_be_shown", "decision", "answer", "answer_words", "reply_due_on",
        "replied_on",
    )  # fmt: skip

    who = models.CharField(max_length=200)
    voice = models.CharField(max_length=10, choices=Voice.choices)
    in_what = models.CharField(max_length=200)
    heard_on = models.DateField()
    said = models.TextField()
    may_be_shown = models.BooleanField(default=False)  # the group agreed that its words are public
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_YET)
    answer_words = models.TextField(blank=True)
    reply_due_on = models.DateField()
    replied_on = models.DateField(null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ("-heard_on", "-id")

    def __str__(self) -> str:
        return f"{self.who}: {self.in_what}"


class Task(Written):
    """An action that a board gave to an organisation, with its day."""

    WRITTEN = ("what", "owner", "owner_role", "due_on", "done_on", "clause_key", "says", "dropped_because")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="tasks")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tasks")
    owner_role = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    clause_key = models.CharField(max_length=220, blank=True)
    says = models.TextField(blank=True)
    dropped_because = models.TextField(blank=True)

    class Meta(Written.Meta):
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.what


class DutyState(models.TextChoices):
    NOT_SAID = "not_said", "Not said yet"
    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_OURS = "not_ours", "Does not apply"


class DutyRecord(Written):
    """How one organisation stands to one duty of `content/duties.toml`, with what shows it."""

    WRITTEN = ("state", "shown_by", "lead_role", "checked_on", "next_check_on")

    duty_key = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    state = models.CharField(max_length=8, choices=DutyState.choices, default=DutyState.NOT_SAID)
    shown_by = models.TextField(blank=True)
    lead_role = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    next_check_on = models.DateField(null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ("duty_key", "organisation")
        constraints = (
            models.UniqueConstraint(fields=["duty_key", "organisation"], name="duty_once_an_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.duty_key}"


class ChangeKind(models.TextChoices):
    """What a change of the system is. Attending, meeting and training are activity, and not in this list."""

    POLICY = "policy", "Policy"
    PRACTICE = "practice", "Practice"
    RESOURCE = "resource", "Resource"
    POWER = "power", "Who decides"


class SystemChange(Written):
    """What is different now: before, after, who decided and what shows it. Not what was attended."""

    WRITTEN = (
        "title", "kind", "before", "after", "shown_by", "decided_by", "clause_keys", "decision", "still_so_on", "reversed_on",
    )  # fmt: skip

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="system_changes")
    changed_on = models.DateField()
    before = models.TextField()
    after = models.TextField()
    shown_by = models.TextField()
    decided_by = models.CharField(max_length=200)
    clause_keys = models.JSONField(default=list, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="system_changes"
    )
    still_so_on = models.DateField(null=True, blank=True)
    reversed_on = models.DateField(null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ("-changed_on", "-id")

    def __str__(self) -> str:
        return self.title


class CommitmentKind(models.TextChoices):
    MONEY = "money", "Money"
    STAFF = "staff", "Staff time"
    POLICY = "policy", "Policy"
    SPACE = "space", "Space or equipment"


class Commitment(Written):
    """What a partner promises to a shared objective. It counts once it is signed."""

    WRITTEN = (
        "kind",
        "says",
        "amount_gbp",
        "full_time_equivalent",
        "starts_on",
        "ends_on",
        "signed_by_role",
        "signed_on",
        "review_on",
    )

    clause_key = models.CharField(max_length=220)  # "plan key/clause key"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=6, choices=CommitmentKind.choices)
    says = models.TextField()
    amount_gbp = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    full_time_equivalent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    signed_by_role = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ("clause_key", "organisation", "id")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.says}"


class InsightUse(models.TextChoices):
    """What became of an insight. `NOT_USED` asks for a reason."""

    OPEN = "open", "Not decided yet"
    USED = "used", "Used"
    NOT_USED = "not_used", "Not used"


class Insight(Written):
    """A finding, whom it was told, and what was decided on it or why nothing was. It quotes released figures only."""

    WRITTEN = (
        "finding", "speaks_of", "level", "from_what", "told", "clause_keys", "indicator_keys", "use", "decision", "not_used_because",
        "result",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    finding = models.TextField()
    speaks_of = models.CharField(
        max_length=6, choices=(("nature", "The nature of violence"), ("causes", "Its causes"))
    )
    level = models.CharField(
        max_length=11, choices=(("operational", "Operational"), ("strategic", "Strategic"))
    )
    from_what = models.TextField(blank=True)
    found_on = models.DateField()
    told = models.TextField(blank=True)
    clause_keys = models.JSONField(default=list, blank=True)
    indicator_keys = models.JSONField(default=list, blank=True)
    use = models.CharField(max_length=8, choices=InsightUse.choices, default=InsightUse.OPEN)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="insights"
    )
    not_used_because = models.TextField(blank=True)
    result = models.TextField(blank=True)

    class Meta(Written.Meta):
        ordering = ("-found_on", "-id")

    def __str__(self) -> str:
        return self.finding
