"""How long a form takes: guessed from its questions until enough people have answered it, then measured."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from scheduler.forms import Page, QuestionType

SECONDS = {
    QuestionType.CHOICE: 10,
    QuestionType.CHOICES: 20,
    QuestionType.SCALE: 15,
    QuestionType.NUMBER: 30,
    QuestionType.PERCENT: 30,
    QuestionType.TEXT: 75,
    QuestionType.DATE: 15,
    QuestionType.PERSON: 20,
    QuestionType.LINK: 40,
    QuestionType.COMPUTED: 0,
}
"""A guess for each question, reading included."""

A_PAGE = 10
"""In seconds: to read what stands around the questions, and to go on."""

ONLY_PERHAPS = 0.5
"""A question that hangs on another is asked of about every second."""

PAUSE = timedelta(minutes=10)
"""Whoever is away for so long between two savings did something else meanwhile."""

ENOUGH, LATEST = 5, 200
"""Fewer answers would tell how fast one colleague is; older ones than the latest say little of today."""

A_MINUTE = 60


def seconds_spent(moments: Sequence[datetime], *, pages: int) -> int | None:
    """The time between opening, every saving and handing in; a pause counts as the mean of what is none.

    None where not every page was gone through, or where nothing but pauses lies between.
    """
    gaps = [later - earlier for earlier, later in pairwise(sorted(moments))]
    worked = [gap.total_seconds() for gap in gaps if gap < PAUSE]
    if len(gaps) < pages or not worked:
        return None
    return round(sum(worked) / len(worked) * len(gaps)) or None


def minutes_left(pages: Sequence[Page], page: Page, measured: int | None) -> int:
    """From that page to the end; `measured` is what the whole form takes, in seconds."""
    weights = [_guess(one) for one in pages]
    rest, whole = sum(weights[page.number - 1 :]), sum(weights)
    seconds = rest if measured is None else measured * rest / whole
    return max(round(seconds / A_MINUTE), 1)


def _guess(page: Page) -> float:
    return A_PAGE + sum(SECONDS[one.type] * (ONLY_PERHAPS if one.when else 1) for one in page.step.questions)
