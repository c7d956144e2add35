"""Every form that ships is answered on the web from its first page to its receipt, with values made up on the way."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from cards import phrases_form
from scheduler.forms import Form
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.usecases.ticking import tick
from scheduler.wheel import Activity
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_activity, make_content, make_wheel
from tests.filled_forms import forms_as_asked
from tests.running_app import House, open_house
from tests.web.browsing import OVER_HTTPS, Browser, filled_in

MOST_PAGES = 60
ASKED_BY = {form.key: activity for _, activity, form in reversed(list(forms_as_asked()))}
FORMS = tuple(shipped_forms())


def activities() -> Iterator[Activity]:
    """One for each form, called as one that asks it where that makes a difference to what is asked."""
    taken: set[str] = set()
    for number, form in enumerate(FORMS):
        key = ASKED_BY.get(form.key, "")
        name = key if key and key not in taken else f"form{number}"
        taken.add(name)
        yield make_activity(key=name, title=form.title, form=form.key)


@pytest.fixture
def engine(upgraded_file: Path, tmp_path: Path) -> Iterator[Engine]:
    file = tmp_path / "forms.sqlite3"
    file.write_bytes(upgraded_file.read_bytes())
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
async def house(store: SqlStore) -> AsyncIterator[House]:
    """In which Anna has one task for each form."""
    content = make_content(*FORMS, wheel=make_wheel(*activities()))
    async with open_house(store, content=content, settings=OVER_HTTPS) as house:
        await house.has_begun()
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [replace(ANNA)])
        tick(store, content, house.service.municipality_id, house.clock.now())
        yield house


async def test_every_form_is_answered_from_its_first_page_to_its_receipt(house: House) -> None:
    browser, store = Browser(house.client), house.service.store
    with store.read() as uow:
        anna = uow.people.everyone(house.service.municipality_id)[0]
        tasks = uow.assignments.of_person(anna.id, MONDAY, states=[State.OPEN])
    await browser.enters(house, anna)

    ends = [await answered(browser, task.id, Random(task.id)) for task in tasks]

    assert {task.form for task in tasks} == {form.key for form in FORMS}
    assert {task.form: end for task, end in zip(tasks, ends, strict=True) if end != phrases_form.RECEIPT_LEAD} == {}


async def answered(browser: Browser, task: int, random: Random) -> str:
    """The heading of the page on which it ended."""
    page = await browser.get(f"/form/{task}")
    for _ in range(MOST_PAGES):
        is_last = 'value="submit"' in page.text
        sent = await browser.post(
            f"/form/{task}", [*filled_in(page, random), ("move", "submit" if is_last else "next")]
        )
        if sent.status != 303:
            return f"{sent.status} {sent.title}"
        page = await browser.get(sent.location)
        if is_last:
            return page.heading
    return page.title


def test_forms_are_all_there() -> None:
    assert len(FORMS) >= 79
    assert all(isinstance(form, Form) for form in FORMS)
