"""What a draft's answers become when a page is saved; pure, so that no word can be lost on the way to a row."""

from collections.abc import Mapping

from scheduler.forms import Answers, AnswerValue, Page, Repeat


def with_page(answers: Answers, page: Page, saved: Mapping[str, AnswerValue]) -> dict[str, AnswerValue]:
    """The answers with the page's own ones replaced."""
    return {**without_page(answers, page), **{page.prefix + key: value for key, value in saved.items()}}


def without_page(answers: Answers, page: Page) -> dict[str, AnswerValue]:
    own = {page.prefix + question.key for question in page.step.questions}
    return {key: value for key, value in answers.items() if key not in own}


def with_item_after(answers: Answers, page: Page, repeat: Repeat) -> dict[str, AnswerValue]:
    """Room for one more item directly after the page's, unless the group is full; later items move up one place."""
    if page.items >= repeat.at_most:
        return dict(answers)
    moved = _renumbered(answers, repeat, {index: index + 1 for index in range(page.item + 1, page.items)})
    return {**moved, f"{repeat.key}.items": page.items + 1}


def without_item(answers: Answers, page: Page, repeat: Repeat) -> dict[str, AnswerValue]:
    """The page's item taken away, unless it is the last one that must be there; later items move down one place."""
    if page.items <= repeat.at_least:
        return dict(answers)
    kept = {key: value for key, value in answers.items() if not key.startswith(page.prefix)}
    moved = _renumbered(kept, repeat, {index: index - 1 for index in range(page.item + 1, page.items)})
    return {**moved, f"{repeat.key}.items": page.items - 1}


def _renumbered(answers: Answers, repeat: Repeat, places: Mapping[int, int]) -> dict[str, AnswerValue]:
    renumbered: dict[str, AnswerValue] = {}
    for key, value in answers.items():
        group, _, rest = key.partition(".")
        index, _, question = rest.partition(".")
        if group == repeat.key and index.isdigit():
            renumbered[f"{group}.{places.get(int(index), int(index))}.{question}"] = value
        else:
            renumbered[key] = value
    return renumbered
