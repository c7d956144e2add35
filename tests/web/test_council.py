"""The council's pages: for those who speak for the body, every figure down to its answers, and nobody else's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from scheduler.digest_sections import OptionShare
from scheduler.digests import ActivityDigest, AreaCount, Digest, QuestionShares
from scheduler.organisation import Person
from store.unit_of_work import SqlStore
from tests.factories import NOON, make_submission
from tests.running_app import House, open_house
from tests.web.browsing import OVER_HTTPS, Answer, Browser

MARIA, ULRIKA = "Maria Castillo", "Ulrika Dahlman"
WORDS, SECRET = "Vi har övat varje vecka", "Det här har bara en svarat"
NOT_HERE = "Sidan finns inte"


@dataclass(frozen=True, slots=True)
class Council:
    """A house with one digest told to the kvalitetsråd; `answers` are its two counted submissions."""

    house: House
    people: dict[str, Person]
    digest: Digest
    digest_id: int
    answers: tuple[int, int]

    async def reads(self, path: str, name: str = MARIA) -> Answer:
        browser = Browser(self.house.client)
        await browser.enters(self.house, self.people[name], "/council")
        return await browser.get(path)


@pytest.fixture
async def council(store: SqlStore) -> AsyncIterator[Council]:
    async with open_house(store, settings=OVER_HTTPS) as house:
        await house.has_begun()
        service = house.service
        form = service.content.forms["karlstad.form_egenkontroll"]
        with store.write() as uow:
            known = uow.assignments.of_municipality(service.municipality_id, year=2027)
            first, second, *_ = [one for one in known if one.form == form.key]
            closed = next(one for one in form.questions if one.options)
            free = next(one for one in form.questions if one.type == "text")
            hidden = next(one for one in form.questions if one.options and one is not closed)
            yes = closed.options[0]
            answers = {closed.key: yes.key, free.key: WORDS, hidden.key: SECRET}
            submit = make_submission(first.id, 1, form=form.key, answers=answers, closed=((closed.key, yes.key),))
            one = uow.answering.submit(submit).id
            other = uow.answering.submit(
                make_submission(second.id, 1, form=form.key, answers={}, closed=((closed.key, "annat"),))
            ).id
            digest = Digest(
                key="kvalitetsrad_egenkontroll",
                title="Det egenkontrollen visade",
                body="kvalitetsrad",
                body_name="Kvalitetsrådet",
                period="2027",
                cut_off=NOON,
                activities=(
                    ActivityDigest(
                        activity=first.activity,
                        title=first.title,
                        slot=one_period(first.slot),
                        answered=2,
                        expected=3,
                        areas=(AreaCount("Hemtjänst", 2, 3),),
                        questions=(
                            QuestionShares(closed.text, (OptionShare(yes.title, 1, yes.key),), 1, key=closed.key),
                            QuestionShares(hidden.text, (OptionShare("Ja", None, "ja"),), 1, hidden.key, hidden=True),
                        ),
                        missing=(),
                    ),
                ),
                revisions=(one, other),
                example=False,
                few=5,
            )
            digest_id = uow.digests.keep(service.municipality_id, digest)
            people = {person.name: person for person in uow.people.everyone(service.municipality_id)}
        yield Council(house, people, digest, digest_id, (one, other))


def one_period(slot: str) -> str:
    return slot.partition("@")[0]


def links_in(answer: Answer, start: str) -> list[str]:
    found = answer.text.split('href="')[1:]
    links = [one.partition('"')[0].replace("&amp;", "&") for one in found]
    return [link for link in links if link.startswith(start)]


async def test_every_figure_leads_to_its_answers_and_they_to_the_words(council: Council) -> None:
    here = f"/council/{council.digest_id}"

    overview = await council.reads("/council")
    page = await council.reads(here)
    figures = links_in(page, f"{here}/answers?")
    behind = [await council.reads(link) for link in figures]
    answer = await council.reads(f"{here}/answers/{council.answers[0]}")

    assert (overview.status, page.status, answer.status) == (200, 200, 200)
    assert links_in(overview, here) == [here]
    assert "2 av 3 svar har kommit in." in page.text
    assert [len(links_in(one, f"{here}/answers/")) for one in behind] == [2, 1]
    assert WORDS in answer.text


async def test_figure_that_too_few_stand_behind_can_be_followed_nowhere(council: Council) -> None:
    here, (activity,) = f"/council/{council.digest_id}", council.digest.activities
    asked = f"activity={activity.activity}&period={activity.slot}"

    page = await council.reads(here)
    listed = await council.reads(f"{here}/answers?{asked}&question={activity.questions[1].key}&option=ja")
    answer = await council.reads(f"{here}/answers/{council.answers[0]}")

    assert "färre än 5" in page.text
    assert (listed.status, listed.heading) == (404, NOT_HERE)
    assert SECRET not in answer.text


async def test_nobody_but_those_who_speak_for_the_body_reads_it(council: Council) -> None:
    here = f"/council/{council.digest_id}"
    paths = [here, f"{here}.xlsx", f"{here}.docx", f"{here}/answers/{council.answers[0]}"]
    anna = next(iter(council.people))

    for_others = [await council.reads(path, name) for name in (ULRIKA, anna) for path in paths]
    outside = await Browser(council.house.client).get(here)
    overview = await council.reads("/council", ULRIKA)

    assert {(one.status, one.heading) for one in for_others} == {(404, NOT_HERE)}
    assert (outside.status, outside.heading) == (403, "Du är inte inloggad")
    assert council.digest.title not in overview.text
    assert (await council.reads(here)).status == 200


@pytest.mark.parametrize("path", ["/council/999", "/council/999/answers?activity=x", "/council/1/answers/99999"])
async def test_what_does_not_exist_looks_like_what_is_for_others(council: Council, path: str) -> None:
    answer = await council.reads(path)

    assert (answer.status, answer.heading) == (404, NOT_HERE)


async def test_answer_that_no_figure_counts_is_not_read_through_the_digest(council: Council, store: SqlStore) -> None:
    with store.write() as uow:
        known = uow.assignments.of_municipality(council.house.service.municipality_id, year=2027)
        uncounted = uow.answering.submit(make_submission(known[-1].id, 1, answers={"klart": WORDS})).id

    answer = await council.reads(f"/council/{council.digest_id}/answers/{uncounted}")

    assert (answer.status, WORDS in answer.text) == (404, False)


async def test_later_change_is_told_and_the_counted_words_still_stand(council: Council, store: SqlStore) -> None:
    first = council.answers[0]
    with store.write() as uow:
        counted = uow.digest_answers.submission(council.house.service.municipality_id, first)
        assert counted is not None
        again = make_submission(counted.assignment_id, 1, revision=2, token="again", answers={})
        uow.answering.submit(replace(again, form=counted.form))

    page = await council.reads(f"/council/{council.digest_id}")
    answer = await council.reads(f"/council/{council.digest_id}/answers/{first}")

    assert "1 svar har ändrats sedan sammanfattningen gjordes." in page.text
    assert "Svaret har ändrats sedan sammanfattningen." in answer.text
    assert WORDS in answer.text


async def test_files_are_of_their_kind_and_the_same_each_time(council: Council) -> None:
    browser = Browser(council.house.client)
    await browser.enters(council.house, council.people[MARIA], "/council")
    headers = {"Cookie": f"__Host-arshjul={browser.cookie}"}

    found = []
    for ending in ("xlsx", "docx"):
        for _ in range(2):
            path = f"/council/{council.digest_id}.{ending}"
            async with council.house.client.get(path, headers=headers) as response:
                found.append((response.status, response.headers["Content-Disposition"], await response.read()))

    assert [status for status, _, _ in found] == [200] * 4
    assert found[0][1] == 'attachment; filename="kvalitetsrad_egenkontroll-2027-01-11.xlsx"'
    assert (found[0][2], found[2][2]) == (found[1][2], found[3][2])
    assert "xl/workbook.xml" in ZipFile(BytesIO(found[0][2])).namelist()
    assert "word/document.xml" in ZipFile(BytesIO(found[2][2])).namelist()


async def test_what_would_be_told_now_is_there_before_anything_was_sent(council: Council) -> None:
    now = await council.reads("/council/now")

    assert now.status == 200
    assert "Räknas om varje gång" in now.text
    assert links_in(now, "/council/now/") == []
