"""The states of a job as a table of transitions; the queue obeys it and the docs draw it."""

from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Transition:
    """From one state to another: the verb that does it and what it means."""

    before: JobState
    verb: str
    after: JobState
    meaning: str


TRANSITIONS = (
    Transition(JobState.QUEUED, "claim", JobState.RUNNING, "a worker takes it on a lease"),
    Transition(JobState.RUNNING, "reclaim", JobState.RUNNING, "its lease lapsed, so another worker takes it"),
    Transition(JobState.RUNNING, "finish", JobState.DONE, "its handler returned"),
    Transition(JobState.RUNNING, "postpone", JobState.QUEUED, "it could not run now and will be tried again"),
    Transition(JobState.RUNNING, "fail", JobState.FAILED, "it cannot succeed, or was tried too often"),
    Transition(JobState.FAILED, "retry", JobState.QUEUED, "a person asked for another try"),
)
UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


def after(state: JobState, verb: str) -> JobState | None:
    """The state that `verb` leads to from `state`, or None where it may not be done."""
    return next((step.after for step in TRANSITIONS if (step.before, step.verb) == (state, verb)), None)


def before(verb: str) -> JobState:
    """The one state in which `verb` may be done."""
    (found,) = {step.before for step in TRANSITIONS if step.verb == verb}
    return found


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = [f"    {step.before} --> {step.after}: {step.verb}" for step in TRANSITIONS]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {JobState.QUEUED}: enqueue", *lines])
