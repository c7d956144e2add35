"""Which item of a repeat group was which before: items are numbered, and come, go and move."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from scheduler.forms import Answers, Form


def earlier_prefixes(form: Form, before: Answers, now: Answers) -> Mapping[str, str | None]:
    """For each item's prefix the one that it had; None for an item that is new.

    As many items as before are the same ones, each perhaps with other words. Else those with the same words are, and
    between these the others pair off in order.
    """
    found: dict[str, str | None] = {}
    for step in form.steps:
        if step.repeat is not None:
            here, there = step.prefixes_in(now), step.prefixes_in(before)
            found.update(_paired(here, there, now, before))
    return found


def key_before(key: str, origins: Mapping[str, str | None]) -> str | None:
    """The key that the same answer had; None where it belongs to an item that is new."""
    prefix, dot, question = key.rpartition(".")
    if not dot or f"{prefix}." not in origins:
        return key
    earlier = origins[f"{prefix}."]
    return None if earlier is None else earlier + question


def _paired(here: tuple[str, ...], there: tuple[str, ...], now: Answers, before: Answers) -> Mapping[str, str | None]:
    if len(here) == len(there):
        return dict(zip(here, there, strict=True))
    pairs: dict[str, str | None] = dict.fromkeys(here)
    mine, theirs = [_words_of(one, now) for one in here], [_words_of(one, before) for one in there]
    for _, start, end, first, last in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        pairs.update(zip(here[start:end], there[first:last], strict=False))
    return pairs


def _words_of(prefix: str, answers: Answers) -> tuple[tuple[str, str], ...]:
    own = ((key.removeprefix(prefix), str(value)) for key, value in answers.items() if key.startswith(prefix))
    return tuple(sorted(own))
