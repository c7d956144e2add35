"""A task answered on the web: every word kept or given back, by the one whose task it is and nobody else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine, select

from scheduler.audit import Deed
from scheduler.days import ONE_DAY
from scheduler.lifecycle import State
from scheduler.organisation import Person
from store.columns import METADATA
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, make_town, plan_one
from tests.running_app import open_house
from tests.web.browsing import OVER_HTTPS, Answer, Browser, filled_in
from tests.web.conftest import Town

GOALS, PLAN, OTHER = "q_utfall_mal", "q_utfall_plan", "q_andra_uppdrag"
STORY = "Utförarens verksamhetsberättelse"
NUMBER = "En anhörig, 850709-9805, har tackat oss."
FIRST, SECOND = "Vi nådde två av tre mål.", "Allt utom utbildningen i höstas."


@pytest.fixture
async def town(store: SqlStore) -> AsyncIterator[Town]:
    async with open_house(store, settings=OVER_HTTPS) as house:
        await house.has_begun()
        with store.read() as uow:
            yield Town(house, list(uow.people.everyone(house.service.municipality_id)))


@pytest.fixture
async def browser(town: Town) -> Browser:
    """Anna's, signed in."""
    browser = Browser(town.house.client)
    await browser.enters(town.house, town.people[0])
    return browser


def task_of(town: Town, person: Person) -> int:
    """The person's report."""
    with town.house.service.store.read() as uow:
        mine = uow.assignments.of_person(person.id, MONDAY, states=[State.OPEN])
        return next(one.id for one in mine if one.title == STORY)


def saved_of(town: Town, task: int) -> tuple[State | None, dict[str, object], int]:
    """Its state, its draft's answers and how many answers were handed in."""
    with town.house.service.store.read() as uow:
        found, draft, latest = uow.assignments.get(task), uow.answering.draft(task), uow.answering.latest(task)
    return found.state if found else None, dict(draft.answers) if draft else {}, latest.revision if latest else 0


def with_words(page: Answer, move: str = "next", **typed: str) -> dict[str, str]:
    return {**page.hidden, **typed, "move": move}


async def test_report_is_answered_step_by_step_and_handed_in_once(town: Town, browser: Browser) -> None:
    task, random = task_of(town, town.people[0]), Random(1)
    listed = await browser.get("/form")
    page = await browser.get(f"/form/{task}")
    steps = []
    while "Skicka in" not in page.text:
        steps.append(page.title.partition(":")[0])
        sent = await browser.post(f"/form/{task}", [*filled_in(page, random), ("move", "next")])
        assert sent.status == 303
        page = await browser.get(sent.location)
    whole = [*filled_in(page, random), ("move", "submit")]
    sent = await browser.post(f"/form/{task}", whole)
    receipt = await browser.get(sent.location)
    again = await browser.post(f"/form/{task}", whole)

    assert f'href="/form/{task}"' in listed.text
    assert steps == ["Steg 1 av 3", "Steg 2 av 3"]
    assert [(one.status, one.location) for one in (sent, again)] == 2 * [(303, f"/form/{task}")]
    assert (receipt.status, receipt.heading) == (200, "Tack. Ditt svar är inskickat.")
    assert saved_of(town, task) == (State.SUBMITTED, {}, 1)


async def test_log_tells_that_it_was_answered_on_the_web(town: Town, browser: Browser) -> None:
    anna = town.people[0]
    task = task_of(town, anna)
    page = await browser.get(f"/form/{task}")
    await browser.post(f"/form/{task}", with_words(page, **{GOALS: FIRST}))

    with town.house.service.store.read() as uow:
        entries = uow.audit.of_task(task)

    told = [(entry.deed, entry.person_id, entry.role, entry.request.partition(":")[0]) for entry in entries]
    assert told == [(deed, anna.id, "enhetschef", "web") for deed in (Deed.OPENED, Deed.SAVED)]


async def test_saved_words_are_there_again_in_chat_and_on_the_web(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])
    page = await browser.get(f"/form/{task}")

    left = await browser.post(f"/form/{task}", with_words(page, "save", **{GOALS: "Ett\r\ntvå & <tre>\0"}))
    listed = await browser.get(left.location)
    back = await browser.get(f"/form/{task}")

    assert left.location == f"/form?saved={task}"
    assert "Sparat: Utförarens verksamhetsberättelse" in listed.text
    assert saved_of(town, task) == (State.STARTED, {"utfall_mal": "Ett\ntvå & <tre>"}, 0)
    assert "Ett\ntvå &amp; &lt;tre&gt;</textarea>" in back.text
    assert "Skönt att se dig igen" in back.text


async def test_personal_number_is_given_back_and_stored_nowhere(town: Town, browser: Browser, engine: Engine) -> None:
    task = task_of(town, town.people[0])
    page = await browser.get(f"/form/{task}")

    refused = await browser.post(f"/form/{task}", with_words(page, **{GOALS: NUMBER, PLAN: SECOND}))

    assert (refused.status, refused.title.partition(":")[0], refused.location) == (422, "Fel", "")
    assert f"{NUMBER}</textarea>" in refused.text
    assert f"{SECOND}</textarea>" in refused.text
    assert f'href="#{GOALS}-falt"' in refused.text
    assert f'aria-describedby="{GOALS}-hjalp {GOALS}-fel" aria-invalid="true"' in refused.text
    with engine.connect() as connection:
        everything = [repr(row) for table in METADATA.sorted_tables for row in connection.execute(select(table))]
    assert [row for row in everything if "850709" in row or SECOND in row] == []


async def test_page_of_an_older_draft_shows_both_and_overwrites_nothing(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])
    one, other = [await browser.get(f"/form/{task}") for _ in range(2)]
    await browser.post(f"/form/{task}", with_words(one, **{GOALS: FIRST}))

    stale = await browser.post(f"/form/{task}", with_words(other, **{GOALS: SECOND}))

    assert stale.status == 409
    assert f"{SECOND}</textarea>" in stale.text
    assert f'<p class="words">{FIRST}</p>' in stale.text
    assert saved_of(town, task)[1] == {"utfall_mal": FIRST}
    chosen = await browser.post(f"/form/{task}", with_words(stale, **{GOALS: SECOND}))
    assert (chosen.status, saved_of(town, task)[1]) == (303, {"utfall_mal": SECOND})


async def test_words_are_given_back_when_the_session_ran_out_meanwhile(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])
    page = await browser.get(f"/form/{task}")
    town.house.system.move_to(town.house.system.now() + timedelta(hours=2))

    lost = await browser.post(f"/form/{task}", with_words(page, **{GOALS: FIRST, PLAN: SECOND}))

    assert (lost.status, lost.heading) == (403, "Du är inte inloggad")
    assert [words for words in (FIRST, SECOND) if f"{words}</textarea>" in lost.text] == [FIRST, SECOND]
    assert saved_of(town, task) == (State.OPEN, {}, 0)


async def test_words_are_given_back_when_somebody_signed_in_anew_meanwhile(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])
    page = await browser.get(f"/form/{task}")
    await browser.enters(town.house, town.people[0])

    refused = await browser.post(f"/form/{task}", with_words(page, **{GOALS: FIRST}))

    assert (refused.status, f"{FIRST}</textarea>" in refused.text) == (403, True)
    assert saved_of(town, task) == (State.OPEN, {}, 0)


@pytest.mark.parametrize("form_key", [None, "", "f" * 64])
async def test_nothing_is_stored_without_the_key_of_the_session(
    town: Town, browser: Browser, form_key: str | None
) -> None:
    task = task_of(town, town.people[0])
    sent = with_words(await browser.get(f"/form/{task}"), **{GOALS: FIRST})
    del sent["form_key"]

    refused = await browser.post(f"/form/{task}", sent if form_key is None else {**sent, "form_key": form_key})

    assert (refused.status, saved_of(town, task)) == (403, (State.OPEN, {}, 0))


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://arshjul.example"])
async def test_nothing_is_stored_or_shown_of_what_another_site_sends(town: Town, browser: Browser, origin: str) -> None:
    task = task_of(town, town.people[0])
    sent = with_words(await browser.get(f"/form/{task}"), **{GOALS: FIRST})

    refused = await browser.post(f"/form/{task}", sent, headers={"Origin": origin})

    assert (refused.status, FIRST in refused.text, saved_of(town, task)) == (403, False, (State.OPEN, {}, 0))


async def test_task_of_somebody_else_looks_like_one_that_is_not(town: Town, browser: Browser) -> None:
    anna = town.people[0]
    with town.house.service.store.read() as uow:
        everybody = uow.assignments.of_municipality(anna.municipality_id, year=2027)
        own = {one.id for one in uow.assignments.of_person(anna.id, MONDAY, states=list(State))}
    others = next(one.id for one in everybody if one.id not in own and one.is_answerable)

    pages = [await browser.get(f"/form/{task}") for task in (others, 999_999)]
    sent = await browser.post(f"/form/{others}", with_words(pages[0], **{GOALS: FIRST}))

    assert [page.status for page in (*pages, sent)] == [404, 404, 404]
    assert pages[0].text == pages[1].text
    assert f"{FIRST}</textarea>" in sent.text
    assert saved_of(town, others)[1:] == ({}, 0)


async def test_task_of_another_municipality_is_no_task(town: Town, browser: Browser) -> None:
    store = town.house.service.store
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        theirs = plan_one(uow, kristianstad, key="internkontroll", title="Internkontroll i Kristianstad")
        uow.assignments.set_state(theirs.id, State.OPEN)
        visible = uow.assignments.of_person(kristianstad.people[0].id, MONDAY, states=[State.OPEN])
    cillas = Browser(town.house.client)
    entered = await cillas.enters(town.house, kristianstad.people[0])

    page = await browser.get(f"/form/{theirs.id}")

    assert [one.id for one in visible] == [theirs.id]
    assert (page.status, "Internkontroll" in page.text) == (404, False)
    assert (entered.status, (await cillas.get("/form")).status) == (303, 503)


async def test_task_is_lost_the_moment_the_role_is(town: Town, browser: Browser) -> None:
    anna = town.people[0]
    task = task_of(town, anna)
    page = await browser.get(f"/form/{task}")
    with town.house.service.store.write() as uow:
        uow.people.end_roles(anna.municipality_id, anna.id, on=MONDAY - ONE_DAY)

    refused = await browser.post(f"/form/{task}", with_words(page, **{GOALS: FIRST}))

    assert (refused.status, refused.heading) == (403, "Du är inte inloggad")
    assert (f"{FIRST}</textarea>" in refused.text, saved_of(town, task)) == (True, (State.OPEN, {}, 0))


async def test_more_than_a_page_can_hold_is_refused_unread(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])

    large = await browser.sends(f"/form/{task}", b"q_utfall_mal=" + b"x" * (512 * 1024))

    assert (large.status, large.heading) == (413, "Det blev för mycket text")


@pytest.mark.parametrize("path", ["/form/0", "/form/9999999999", "/form/-1", "/form/1/..", "/form/"])
async def test_no_address_leads_out_of_the_tasks(browser: Browser, path: str) -> None:
    assert (await browser.get(path)).status == 404


@pytest.mark.parametrize(
    "query", ["step=0", "step=99&item=99", "step=-1", "step=x", "step=2", "step=1&item=5", "step="]
)
async def test_any_step_that_an_address_names_shows_a_page(town: Town, browser: Browser, query: str) -> None:
    page = await browser.get(f"/form/{task_of(town, town.people[0])}?{query}")

    assert (page.status, page.heading) == (200, STORY)


async def test_numbers_that_a_page_sends_are_only_hints(town: Town, browser: Browser) -> None:
    task = task_of(town, town.people[0])
    page = await browser.get(f"/form/{task}")
    nonsense = {"step": "-7", "item": "9" * 30, "version": "x", "token": "t" * 500, "move": "explode"}

    answer = await browser.post(f"/form/{task}", {**with_words(page, **{GOALS: FIRST}), **nonsense})

    assert (answer.status, saved_of(town, task)[1]) == (409, {})


async def test_handed_in_answer_comes_back_as_a_receipt_and_refuses_others_words(town: Town, browser: Browser) -> None:
    task, random = task_of(town, town.people[0]), Random(2)
    left_open = await browser.get(f"/form/{task}")
    page = left_open
    while "Skicka in" not in page.text:
        sent = await browser.post(f"/form/{task}", [*filled_in(page, random), ("move", "next")])
        page = await browser.get(sent.location)
    await browser.post(f"/form/{task}", [*filled_in(page, random), ("move", "submit")])

    late = await browser.post(f"/form/{task}", with_words(left_open, **{GOALS: FIRST}))

    assert (late.status, late.heading) == (409, "Den är redan besvarad")
    assert f"{FIRST}</textarea>" in late.text
    assert saved_of(town, task) == (State.SUBMITTED, {}, 1)
