"""What an attempt to answer leads to: a page, a receipt or an explained refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from scheduler.answers import Objection
from scheduler.assignments import Assignment
from scheduler.forms import Form, Page, Question
from scheduler.ports_answering import Submission


class Notice(StrEnum):
    """What a page has to say beside its questions."""

    STALE = "stale"
    INCOMPLETE = "incomplete"
    RESUMED = "resumed"


class Reason(StrEnum):
    """Why nothing was stored. A task of another unit and one that does not exist look the same."""

    NOT_YOURS = "not_yours"
    ANSWERED = "answered"
    NOT_OPEN = "not_open"
    CANCELLED = "cancelled"
    ITEM_GONE = "item_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """One step to answer; `values` are texts by plain question key, as saved or as just typed.

    `asked` leaves out the questions that an earlier page has ruled out.
    `saved` holds, for a stale page, what stands in the draft where it differs from what was typed.
    """

    task: Assignment
    form: Form
    page: Page
    asked: tuple[Question, ...]
    today: date
    values: Mapping[str, str]
    objections: tuple[Objection, ...]
    draft_version: int
    token: str
    notice: Notice | None = None
    saved: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Handed in; `remaining` are the person's other open tasks, the most pressing first."""

    task: Assignment
    form: Form
    submission: Submission
    today: date
    remaining: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was stored; `typed` are the words given back, by the question's text."""

    reason: Reason
    today: date
    typed: Mapping[str, str]
    task: Assignment | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    remaining: tuple[Assignment, ...] = ()


Outcome: TypeAlias = FormPage | Receipt | Refused
