"""One answer from its first word to the effect of what it led to, through a killed service, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.after_the_answer import (
    RECEIPT,
    Remark,
    approve,
    carry_out,
    follow_up_when_reminded,
    hand_in_again,
    make_action,
    nothing_is_left_to_do,
    revise,
    send_back,
)
from tests.browser.chat import Card, Chat
from tests.browser.conftest import PATIENCE, VIEWPORT
from tests.browser.demo_apart import FILE
from tests.browser.kept_demo import KeptDemo, kept_demo

pytestmark = pytest.mark.browser

REPORT, PLACE = "Utförarens verksamhetsberättelse", "Björkgården"
FIRST = {
    "Hur gick det med vart och ett av målen?": "De boende kom ut varje dag, ring 054-540 00 00.",
    "Vad blev gjort av det som stod i verksamhetsplanen?": "Allt utom utbildningen i höstas.",
    "Hur gick det med andra uppdrag ni fått?": "Vi fick inga andra uppdrag.",
}
QUALITY = "Vad visade er uppföljning av kvaliteten?"
RISKS = "Vilka risker och händelser har betytt mest, och vad säger er analys av dem?"
SECOND = {QUALITY: "Fler gav oss beröm.", RISKS: "Nattbelysningen var för svag."}
THIRD = {
    "Vilka erfarenheter tar ni med er?": "Prova ny belysning redan i augusti.",
    "Hur blev det ekonomiska bokslutet?": "Ett överskott på 120 000 kronor.",
}
REFUSED = {QUALITY: "Grannen Kvistblom, 850709-9805, tackade oss.", RISKS: "Vattenskadan i Lindbacken."}
MANAGER, REVIEWER = "Anna Lindqvist", "Karin Östlund"
REMARK = Remark(QUALITY, comment="Hur många gav beröm, av hur många?", words="Nästan klart, tack.")
REVISED = "Elva av fjorton boende gav oss beröm."
EFFECT = "Inga fall om natten sedan dess."
# The last four stand with their neighbours: four figures alone occur by chance in any log with fractions of seconds.
ALLOWED = FIRST["Hur gick det med vart och ett av målen?"]
MUST_NOT_BE_KEPT = ("850709-9805", "8507099805", "850709", "-9805,", "Kvistblom", "Lindbacken")


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptDemo]:
    with kept_demo(tmp_path_factory.mktemp("kept")) as demo:
        yield demo


@pytest.fixture
def other_page(browser: Browser) -> Iterator[Page]:
    """Another device: nothing that the first one's browser keeps is known here."""
    page = browser.new_page(viewport=VIEWPORT, locale="sv-SE")
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def test_answer_outlives_the_service_and_a_refused_number_is_kept_nowhere(
    page: Page, other_page: Page, demo: KeptDemo
) -> None:
    abandon_at_second_step(open_chat(page, demo))
    demo.restart_service()
    chat = open_chat(other_page, demo)

    second = resumed(chat)
    second = all_words_are_there(chat, second)
    refuse_a_personal_number(second)
    nothing_refused_is_kept(demo)
    receipt = hand_in(chat)
    everything_is_in(receipt)
    nothing_refused_is_kept(demo)
    send_back(chat, REVIEWER, {**FIRST, **SECOND, **THIRD}, REMARK)
    revised = revise_as_manager(chat)
    approve(chat, REVIEWER, REMARK, SECOND[QUALITY], REVISED)
    act_upon(chat, revised)
    nothing_refused_is_kept(demo)


def open_chat(page: Page, demo: KeptDemo) -> Chat:
    page.goto(demo.chat)
    return Chat(page)


def begin(chat: Chat, step: str) -> Card:
    """The form, opened from a new list of tasks."""
    tasks = chat.ask("uppgifter", "Dina uppgifter")
    with chat.one_more(step) as form:
        tasks.answer(REPORT, PLACE)
    return form


def abandon_at_second_step(chat: Chat) -> None:
    first = begin(chat, "Steg 1 av 3")
    first.fill_all(FIRST)
    first.press("Nästa")
    chat.newest("Steg 2 av 3")


def resumed(chat: Chat) -> Card:
    second = begin(chat, "Steg 2 av 3")
    second.keep_picture("resumed")
    return second


def all_words_are_there(chat: Chat, second: Card) -> Card:
    """Back to what was saved before the service was killed, and on again."""
    second.press("Tillbaka")
    first = chat.newest("Steg 1 av 3")
    first.holds(FIRST)
    first.press("Nästa")
    return chat.newest("Steg 2 av 3")


def refuse_a_personal_number(second: Card) -> None:
    second.fill_all(REFUSED)
    second.press("Nästa")
    second.reads("Det ser ut att stå ett personnummer här")
    second.holds(REFUSED)
    second.keep_picture("refused")


def nothing_refused_is_kept(demo: KeptDemo) -> None:
    """The search that finds what was allowed, what was logged and what was sent finds nothing of what was refused."""
    assert any(name.startswith(FILE) for name in demo.finds(ALLOWED))
    assert any(name.startswith(FILE) for name in demo.finds("daily:1:"))
    assert demo.finds('"event": "worked"') == {demo.log.name}
    assert {text: found for text in MUST_NOT_BE_KEPT if (found := demo.finds(text))} == {}


def hand_in(chat: Chat) -> Card:
    second = chat.newest("Steg 2 av 3")
    second.fill_all(SECOND)
    second.press("Nästa")
    third = chat.newest("Steg 3 av 3")
    third.fill_all(THIRD)
    third.press("Skicka in")
    return chat.newest(RECEIPT)


def everything_is_in(receipt: Card) -> None:
    receipt.reads(REPORT, PLACE, "Av Anna Lindqvist, måndag 11 januari 2027")
    receipt.press("Visa svaren")
    receipt.reads(*FIRST.values(), *SECOND.values(), *THIRD.values())


def revise_as_manager(chat: Chat) -> Card:
    """The receipt for the second revision."""
    chat.become(MANAGER)
    revise(begin(chat, "Steg 2 av 3"), REMARK, SECOND[QUALITY], REVISED)
    receipt = hand_in_again(chat, chat.newest("Steg 3 av 3"))
    receipt.press("Visa svaren")
    receipt.reads(REVISED, SECOND[RISKS])
    return receipt


def act_upon(chat: Chat, receipt: Card) -> None:
    """From the receipt, once the answer is approved, until it shows that it helped."""
    chat.become(MANAGER).reads("har godkänt")
    make_action(chat, receipt, deadline="2027-01-20", follow_up="2027-02-26")
    carry_out(chat)
    closed = follow_up_when_reminded(chat, "27 januari", EFFECT)
    nothing_is_left_to_do(chat, closed, EFFECT)
