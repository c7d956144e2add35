"""From the chat to the browser and back: what was typed is saved first, and the link is for its person alone."""

from cards import phrases_form, phrases_web
from cards.adaptive import Card
from cards.verbs import Verb
from scheduler.answers import Complaint
from tests.running_app import PersonalChat
from tests.unit.cards.reading import buttons_of, titles_of, words_of
from tests.web.browsing import Answer
from tests.web.conftest import Town

GOALS = "q_utfall_mal"
NUMBER = "En anhörig, 850709-9805, har tackat oss."


async def opened_form(anna: PersonalChat) -> Card:
    tasks = await anna.says("uppgifter")
    return await anna.sends(next(data for _, data in buttons_of(tasks) if data["verb"] == Verb.OPEN))


def link_in(card: Card) -> str:
    """The path of the address that the card opens."""
    (url,) = [action["url"] for action in card["actions"] if action["type"] == "Action.OpenUrl"]
    assert url.startswith("https://arshjul.example/open/")
    return str(url.removeprefix("https://arshjul.example"))


async def followed(town: Town, link: str) -> Answer:
    """As a browser of this machine does: the demo's door asks that of everyone."""
    client = town.house.client
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    async with client.post(link, headers=headers, allow_redirects=False) as response:
        cookie = response.headers.get("Set-Cookie", "").partition(";")[0]
        location = response.headers.get("Location", "")
        if not location:
            return Answer(response.status, await response.text(), dict(response.headers))
    async with client.get(location, headers={"Cookie": cookie}) as response:
        return Answer(response.status, await response.text(), {"Location": location})


async def test_tasks_open_in_the_browser(town: Town) -> None:
    anna = town.house.chat(town.people[0])
    card = await anna.presses(await anna.says("uppgifter"), phrases_web.TO_WEB)

    page = await followed(town, link_in(card))

    assert (page.status, page.location) == (200, "/form")
    assert "Inloggad som Anna Lindqvist" in page.text


async def test_form_goes_on_in_the_browser_with_what_was_typed_in_the_chat(town: Town) -> None:
    anna = town.house.chat(town.people[0])
    form = await opened_form(anna)
    card = await anna.presses(form, phrases_web.TO_WEB, {GOALS: "Vi nådde två av tre."})

    page = await followed(town, link_in(card))
    again = await followed(town, link_in(card))

    assert page.status == 200
    assert "Vi nådde två av tre.</textarea>" in page.text
    assert again.heading == "Länken gäller inte längre"
    assert "Vi nådde två av tre." in str(await anna.presses(card, phrases_web.GO_ON_HERE))


async def test_form_stays_in_the_chat_when_what_was_typed_can_not_be_saved(town: Town) -> None:
    anna = town.house.chat(town.people[0])
    form = await opened_form(anna)

    card = await anna.presses(form, phrases_web.TO_WEB, {GOALS: NUMBER})

    assert phrases_form.COMPLAINTS[Complaint.PERSONAL_NUMBER] in words_of(card)
    assert phrases_web.GO_ON_HERE not in titles_of(card)


async def test_link_to_somebody_elses_task_shows_nothing_of_it(town: Town) -> None:
    anna, other = (town.house.chat(person) for person in (town.people[0], town.people[-1]))
    form = await opened_form(anna)
    task = next(data["task"] for _, data in buttons_of(form) if "task" in data)
    card = await other.sends({"verb": Verb.WEB, "task": task})

    page = await followed(town, link_in(card))

    assert (page.status, page.heading) == (404, "Den uppgiften är inte din just nu")


async def test_secretary_comes_from_the_digest_to_the_pages_of_the_body(town: Town) -> None:
    maria = town.house.chat(next(person for person in town.people if person.name == "Maria Castillo"))
    card = await maria.presses(await maria.says("sammanfattning"), phrases_web.TO_WEB)

    page = await followed(town, link_in(card))

    assert (page.status, page.location, page.heading) == (200, "/council", "Sammanfattningar")


async def test_only_who_speaks_for_a_body_is_led_to_its_pages(town: Town) -> None:
    names = ("Anna Lindqvist", "Maria Castillo")
    told = {}
    for person in (person for person in town.people if person.name in names):
        chat = town.house.chat(person)
        page = await followed(town, link_in(await chat.presses(await chat.says("uppgifter"), phrases_web.TO_WEB)))
        told[person.name] = 'href="/council"' in page.text

    assert told == {"Anna Lindqvist": False, "Maria Castillo": True}
