"""Passages that an administrator has taken out of what people wrote, by their places and never by their words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from pydantic import AwareDatetime, TypeAdapter

from scheduler.forms import Form, QuestionType

BLOT = "[maskerat]"
"""What stands where a passage stood."""

SHORTEST_PASSAGE = 3

TYPED = (QuestionType.TEXT, QuestionType.PERSON, QuestionType.LINK)
DIGEST_KEYS = frozenset(
    {"key", "body", "period", "cut_off", "activity", "slot", "due", "sections", "kind", "against", "next_meeting"}
)
"""What in a digest is a key or a day, and no words."""

LAST_NAME = re.compile(r"([^.\[\]]*)(?:\[\d+\])*$")


class MaskedIn(StrEnum):
    """Where a passage stood; the row is the table's own, a draft's is that of its assignment."""

    SUBMISSION = "submission"
    DRAFT = "draft"
    DIGEST = "digest"
    DECISION = "decision"
    MOVE = "move"
    RECALL = "recall"
    FEED = "feed"
    MORE_TIME = "more_time"
    ACTION = "action"
    ACTION_EVENT = "action_event"
    REVIEW = "review"
    REVIEW_COMMENT = "review_comment"
    REVIEW_DRAFT = "review_draft"


CHANGING = frozenset({MaskedIn.DRAFT, MaskedIn.REVIEW_DRAFT, MaskedIn.ACTION})
"""What is written over as long as it lasts: of such a row only the question is known to be the same later on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPassage:
    """`question` is the answer's key, or the path in a digest; `start` and `length` count characters of the old text.

    `assignment_id` finds the draft from which an answer came, in a copy that is older than the answer.
    """

    kind: MaskedIn
    row_id: int
    assignment_id: int | None
    question: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Who took something out, when and why, and where it stood; `municipality` is its key."""

    municipality: str
    masked_at: AwareDatetime
    masked_by: str
    because: str
    passages: tuple[MaskedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What people have typed into one row, nested as it is kept; `since` is when it was written.

    `form` is the key and version of the form that tells its typed answers from its chosen ones.
    """

    kind: MaskedIn
    row_id: int
    assignment_id: int | None
    since: datetime
    texts: Any
    form: tuple[str, int | None] | None = None


class TooShort(ValueError):
    """A passage of so few characters would be found all over."""


def pattern_of(passage: str) -> re.Pattern[str]:
    """Finds the passage in capitals and small letters, across any white space, composed and decomposed."""
    words = passage.split()
    if len("".join(words)) < SHORTEST_PASSAGE:
        raise TooShort(passage)
    return re.compile(r"\s+".join("".join(map(_either, normalize("NFC", word))) for word in words), re.IGNORECASE)


def _either(letter: str) -> str:
    apart = normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"


def places_in(written: Written, pattern: re.Pattern[str], form: Form | None) -> tuple[MaskedPassage, ...]:
    """Every place of the passage in typed words; without the form every text may have been typed."""
    return tuple(
        MaskedPassage(
            kind=written.kind,
            row_id=written.row_id,
            assignment_id=written.assignment_id,
            question=path,
            start=found.start(),
            length=found.end() - found.start(),
        )
        for path, text in _texts_in(written.texts)
        if _is_typed(path, written.kind, form)
        for found in pattern.finditer(text)
    )


def masked(written: Written, passages: Iterable[MaskedPassage]) -> Written:
    """The row without those passages; a text in which one can't have stood is another one and goes as a whole."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in passages:
        spans[one.question].append((one.start, one.start + one.length))
    return replace(written, texts=_changed(written.texts, lambda path, text: _cut(text, spans.get(path, ()))))


def blotted(written: Written, questions: Iterable[str]) -> Written:
    """The row without a word of its answers to those questions."""
    named = frozenset(questions)
    return replace(written, texts=_changed(written.texts, lambda path, text: BLOT if path in named else text))


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    whole = len(text)
    for start, end in sorted(spans, reverse=True):
        if end > whole:
            return BLOT
        text = text[:start] + BLOT + text[end:]
    return text


def _is_typed(path: str, kind: MaskedIn, form: Form | None) -> bool:
    last = LAST_NAME.search(path)
    name = last[1] if last else path
    if kind is MaskedIn.DIGEST:
        return name not in DIGEST_KEYS
    kinds = {question.key: question.type for question in form.questions} if form else {}
    return kinds.get(name, QuestionType.TEXT) in TYPED


def _texts_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    for inner, part in _parts(value, path):
        yield from _texts_in(part, inner)


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"{path}.{key}" if path else str(key), part) for key, part in value.items())
    elif isinstance(value, list):
        yield from ((f"{path}[{number}]", part) for number, part in enumerate(value))


def _changed(value: Any, change: Callable[[str, str], str], path: str = "") -> Any:
    """The same nested value, every text in it changed by its path."""
    if isinstance(value, str):
        return change(path, value)
    changed = [_changed(part, change, inner) for inner, part in _parts(value, path)]
    if isinstance(value, dict):
        return dict(zip(value, changed, strict=True))
    return changed if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class MaskList:
    """What `mask list` prints and `db restore --masks` reads."""

    masks: tuple[Mask, ...]


MASK_LIST = TypeAdapter(MaskList)
