"""What an attempt to answer leads to: a page, a receipt or an explained refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from scheduler.actions import Action
from scheduler.answers import Objection
from scheduler.assignments import Assignment
from scheduler.client_matters import ClientMatters
from scheduler.forms import Form, Page, Question
from scheduler.ports_answering import Submission
from scheduler.reasons import WhyAsked
from scheduler.reviews import Review
from scheduler.upshots import Upshot


class Notice(StrEnum):
    """What a page has to say beside its questions."""

    STALE = "stale"
    INCOMPLETE = "incomplete"
    RESUMED = "resumed"
    KEPT = "kept"


class Reason(StrEnum):
    """Why nothing was stored. A task of another unit and one that does not exist look the same."""

    NOT_YOURS = "not_yours"
    ANSWERED = "answered"
    NOT_OPEN = "not_open"
    CANCELLED = "cancelled"
    ITEM_GONE = "item_gone"
    NOT_TO_JUDGE = "not_to_judge"
    OWN_ANSWER = "own_answer"
    NOT_HANDED_IN = "not_handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """One step to answer; `values` are texts by plain question key, as saved or as just typed.

    `asked` leaves out the questions that an earlier page has ruled out.
    `actions` are the open ones of the place, where the activity shows them. `begun_by` names another person who saved
    the draft last.
    `saved` holds, for a stale page, what stands in the draft where it differs from what was typed.
    `comments` are what a reviewer said at the questions, by plain key too, of the answer that `sent_back` returned.
    `last_year` are texts like `values`, as answered in the period of `last_slot`; with `may_keep` some of them can be
    taken over into empty fields. `minutes` is about how long it takes from here to the end. `client_matters` is where
    a single client's matter belongs, if the page may tempt to write of one.
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
    last_year: Mapping[str, str] = field(default_factory=dict)
    last_slot: str = ""
    may_keep: bool = False
    why: WhyAsked = field(default_factory=WhyAsked)
    minutes: int = 1
    client_matters: ClientMatters | None = None
    begun_by: str = ""
    actions: tuple[Action, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    sent_back: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Handed in; `remaining` are the person's other open tasks, the most pressing first.

    `client_matters` is as on a page. To `alike` the same answer may be given: the same task of other own units.
    `on_behalf_of` names who was away, or had given it away, where its author holds no role for it. `actions` is how
    many the task has, where its form asks for them. `news` are what has become of it since.
    """

    task: Assignment
    form: Form
    submission: Submission
    today: date
    remaining: tuple[Assignment, ...]
    client_matters: ClientMatters | None = None
    alike: tuple[Assignment, ...] = ()
    on_behalf_of: str = ""
    actions: int = 0
    news: tuple[Upshot, ...] = ()


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
