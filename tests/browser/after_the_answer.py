"""What becomes of an answer in the chat, chapter by chapter: sent back, revised, approved, and acted upon."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.chat import Card, Chat

WORDS = "Ditt ord till den som har svarat"
RECEIPT = "Tack. Ditt svar är inskickat."
NEW_ACTION, SAVE_ACTION = "Ny åtgärd", "Spara åtgärden"
MEASURE = "Byt till starkare nattbelysning"
ACTION = {"Vilken brist gäller det?": "Nattbelysningen är för svag", "Vad ska göras?": MEASURE}
DEADLINE, FOLLOW_UP = "När ska det vara klart?", "När ska ni se efter om det hjälpte?"
HOW_IT_SHOWS = "Hur syns det att den är gjord, eller varför behövs mer tid?"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reviewer says at one question, and of the whole."""

    question: str
    comment: str
    words: str


def send_back(chat: Chat, reviewer: str, answers: Mapping[str, str], remark: Remark) -> None:
    """The reviewer reads every answer, comments on one and sends the whole back."""
    answer = open_answer(chat, reviewer)
    answer.reads(*answers, *answers.values())
    answer.field_after(remark.question).fill(remark.comment)
    answer.fill(WORDS, remark.words)
    answer.keep_picture("reviewed")
    answer.press("Skicka tillbaka")
    chat.newest("Svaret är på väg tillbaka")


def open_answer(chat: Chat, reviewer: str) -> Card:
    chat.become(reviewer)
    waiting = chat.ask("granska", "1 svar väntar på din granskning")
    with chat.one_more(WORDS) as answer:
        waiting.press("Granska")
    return answer


def revise(returned: Card, remark: Remark, before: str, words: str) -> None:
    """The form has opened at the step that was commented on."""
    returned.reads(f"”{remark.words}”", remark.comment)
    returned.holds({remark.question: before})
    returned.keep_picture("returned")
    returned.fill(remark.question, words)
    returned.press("Nästa")


def hand_in_again(chat: Chat, last_step: Card) -> Card:
    with chat.one_more(RECEIPT) as receipt:
        last_step.press("Skicka in")
    return receipt


def approve(chat: Chat, reviewer: str, remark: Remark, before: str, after: str) -> None:
    """The reviewer sees what was said, what has changed since, and how it stood before."""
    answer = open_answer(chat, reviewer)
    answer.reads(f"● Ändrat. Förut: {before}", after, f"Kommentar förra gången: {remark.comment}")
    answer.keep_picture("revised")
    answer.press("Godkänn")
    chat.newest("Svaret är godkänt")


def make_action(chat: Chat, receipt: Card, *, deadline: str, follow_up: str) -> None:
    with chat.one_more(DEADLINE) as action:
        receipt.press(NEW_ACTION)
    action.fill_all(ACTION)
    action.fill_day(DEADLINE, deadline)
    action.fill_day(FOLLOW_UP, follow_up)
    action.keep_picture("new_action")
    action.press(SAVE_ACTION)
    chat.newest("Åtgärden är sparad.", MEASURE)


def carry_out(chat: Chat) -> None:
    listed = chat.ask("åtgärder", "1 väntar på dig")
    with chat.one_more(HOW_IT_SHOWS) as action:
        listed.press("Uppdatera")
    action.reads(MEASURE, *ACTION.values())
    action.fill(HOW_IT_SHOWS, "Elektrikern var här i går.")
    action.press("Klar")
    chat.newest("Bra jobbat. Åtgärden är klar.")


def follow_up_when_reminded(chat: Chat, day: str, words: str) -> Card:
    """The clock is wound to the day, whose message has the button."""
    with chat.one_more("En åtgärd väntar på dig.") as reminder:
        chat.ask(f"spola fram {day}", "Nu är det")
    reminder.keep_picture("action_reminder")
    with chat.one_more("Hjälpte åtgärden?") as action:
        reminder.press("Följ upp")
    action.choose("Hjälpte åtgärden?", "Ja")
    action.fill("Vad ser du?", words)
    action.keep_picture("follow_up")
    action.press("Spara uppföljningen")
    return chat.newest("Skönt att den hjälpte. Åtgärden är avslutad.")


def nothing_is_left_to_do(chat: Chat, closed: Card, words: str) -> None:
    closed.press("Visa vad som har hänt")
    closed.reads(words)
    expect(chat.ask("åtgärder", "Inga åtgärder väntar på dig").shown).not_to_contain_text(MEASURE)
