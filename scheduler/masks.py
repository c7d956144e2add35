"""Passages that an administrator has taken out of what was answered, by their places and never by their words."""

from dataclasses import dataclass
from enum import StrEnum


class MaskedIn(StrEnum):
    """Where a passage stood; the row is the submission, the draft's assignment, or the digest."""

    SUBMISSION = "submission"
    DRAFT = "draft"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPassage:
    """`question` is the answer's key; `start` and `length` count characters of the text as it was."""

    kind: MaskedIn
    row_id: int
    question: str
    start: int
    length: int
