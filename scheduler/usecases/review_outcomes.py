"""What an attempt to judge leads to: the answer with room for comments, a verdict, or an explained refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from scheduler.answers import Objection
from scheduler.assignments import Assignment
from scheduler.forms import Form
from scheduler.ports_answering import Submission
from scheduler.ports_review import ToJudge
from scheduler.reviews import Review
from scheduler.usecases.outcomes import Refused

WORDS = "."
"""Stands for the overall word among comments that are named by the answers' keys; no answer has it."""


class ReviewNotice(StrEnum):
    """What a page has to say beside the answer."""

    REVISED = "revised"
    SAY_WHY = "say_why"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """An answer to judge. `earlier` is the one that was judged before, `remarks` what was said of it, by keys of now.

    `comments` are the reviewer's own, as saved or as just typed; `given_back` are for another revision.
    """

    task: Assignment
    form: Form
    submission: Submission
    earlier: Submission | None
    review: Review | None
    remarks: Mapping[str, str]
    today: date
    words: str
    comments: Mapping[str, str]
    objections: tuple[Objection, ...] = ()
    notice: ReviewNotice | None = None
    given_back: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one revision; `is_new` where it was given just now, `waiting` are the person's others to judge."""

    task: Assignment
    form: Form
    submission: Submission
    review: Review
    today: date
    waiting: tuple[ToJudge, ...]
    is_new: bool = False
    given_back: Mapping[str, str] = field(default_factory=dict)


ReviewOutcome: TypeAlias = ReviewPage | Judged | Refused
