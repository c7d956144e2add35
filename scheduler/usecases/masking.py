"""Taking a passage out of everything that people have written, and out again after a restore."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import TypeAlias

from scheduler.audit import AuditEntry, By, Deed, Thing
from scheduler.forms import Form
from scheduler.loading import Content
from scheduler.masks import BLOT, CHANGING, Mask, MaskedIn, MaskedPassage, Written, blotted, masked, places_in
from scheduler.organisation import Municipality
from scheduler.ports import UnitOfWork

Found: TypeAlias = tuple[tuple[Written, tuple[MaskedPassage, ...]], ...]


def find_passage(
    uow: UnitOfWork, content: Content, municipality_id: int, pattern: re.Pattern[str], *, task: int | None = None
) -> Found:
    """Every row of the municipality, or of one task, that holds the passage, with its places there."""
    rows = uow.masks.written(municipality_id, assignment_id=task)
    found = ((one, places_in(one, pattern, _form(content, one))) for one in rows)
    return tuple((one, places) for one, places in found if places)


def mask_passage(
    uow: UnitOfWork,
    content: Content,
    municipality: Municipality,
    pattern: re.Pattern[str],
    *,
    by: By,
    because: str,
    task: int | None = None,
) -> Mask:
    """Replace the passage wherever it stands and keep who did it, when, why and where; a mask of nothing is not kept.

    The mask's own words are masked too, and those of the log.
    """
    found = _held(
        uow, content, municipality.id, pattern, find_passage(uow, content, municipality.id, pattern, task=task)
    )
    for written, places in found:
        uow.masks.rewrite(masked(written, places))
    mask = Mask(
        municipality=municipality.key,
        masked_at=by.at,
        masked_by=pattern.sub(BLOT, by.actor),
        because=pattern.sub(BLOT, because),
        passages=tuple(place for _, places in found for place in places),
    )
    if mask.passages:
        number = uow.masks.keep(municipality.id, mask)
        uow.audit.append(*_logged(replace(by, actor=mask.masked_by), number, mask.passages))
    return mask


def _held(uow: UnitOfWork, content: Content, municipality_id: int, pattern: re.Pattern[str], seen: Found) -> Found:
    """What still matches when nobody can change or hand in the drafts among it: only their tasks are kept waiting."""
    tasks = sorted({one.assignment_id for one, _ in seen if one.assignment_id is not None})
    uow.masks.hold(tasks)
    again = [find_passage(uow, content, municipality_id, pattern, task=one) for one in tasks]
    without_task = (one for one in seen if one[0].assignment_id is None)
    return (*chain.from_iterable(again), *without_task)


def _logged(by: By, number: int, passages: Sequence[MaskedPassage]) -> Iterator[AuditEntry]:
    yield by.did(Deed.MASKED, Thing.MASK, number, after=str(len(passages)))
    for assignment_id in sorted({one.assignment_id for one in passages if one.assignment_id is not None}):
        yield by.did(Deed.MASKED, Thing.ASSIGNMENT, assignment_id)


def replay(uow: UnitOfWork, municipality_id: int, mask: Mask) -> None:
    """Do again in rows out of a copy what was done to the rows that came after it, and keep that it was done."""
    for (kind, row_id), group in groupby(mask.passages, key=lambda one: (one.kind, one.row_id)):
        for written in _masked_again(uow, municipality_id, mask, kind, row_id, tuple(group)):
            uow.masks.rewrite(written)
    uow.masks.keep(municipality_id, mask)


def _masked_again(
    uow: UnitOfWork,
    municipality_id: int,
    mask: Mask,
    kind: MaskedIn,
    row_id: int,
    passages: tuple[MaskedPassage, ...],
) -> Iterator[Written]:
    """What is never changed has the same characters; of a draft or an action only the question is known to be so.

    An answer that the copy is too old for may lie in it as a draft.
    """
    assignment_id = passages[0].assignment_id
    row = uow.masks.row(municipality_id, kind, row_id)
    if row is not None and kind is not MaskedIn.DRAFT and _was_there(row, mask, assignment_id):
        is_changing = kind in CHANGING
        yield blotted(row, (one.question for one in passages)) if is_changing else masked(row, passages)
        return
    draft = uow.masks.row(municipality_id, MaskedIn.DRAFT, assignment_id) if assignment_id is not None else None
    if kind in (MaskedIn.DRAFT, MaskedIn.SUBMISSION) and draft is not None and _was_there(draft, mask, assignment_id):
        yield blotted(draft, (one.question for one in passages))


def _was_there(written: Written, mask: Mask, assignment_id: int | None) -> bool:
    """Whether it can be the row that was masked: an id may have been given out again after an earlier restore."""
    return written.since <= mask.masked_at and written.assignment_id == assignment_id


def not_yet_made(masks: Iterable[Mask], made: Iterable[Mask]) -> list[Mask]:
    """Each once, in the order in which they were made: places are counted in the text that the earlier ones left."""
    known = set(made)
    return sorted({one for one in masks if one not in known}, key=lambda one: one.masked_at)


def _form(content: Content, written: Written) -> Form | None:
    """None where nobody knows the form any more."""
    if written.form is None or written.form[0] not in content.forms:
        return None
    return content.form(*written.form)
