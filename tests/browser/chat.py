"""The Playground as a person uses it: write a word, read the newest card, fill it in, press its buttons."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
CARD = ".ac-adaptiveCard"
BOX = ".ac-container"
# Longer than the bot waits with what it sends after a reply.
QUIET_MILLISECONDS = 900
UNTIL_QUIET = """quiet => new Promise(done => {
    const finish = () => { watch.disconnect(); done(); };
    setTimeout(finish, 20 * quiet);
    let ending = setTimeout(finish, quiet);
    const watch = new MutationObserver(() => { clearTimeout(ending); ending = setTimeout(finish, quiet); });
    watch.observe(document.body, { subtree: true, childList: true });
})"""


@dataclass(frozen=True, slots=True)
class Card:
    """One card in the chat, found anew each time by the words it was asked for with.

    The Playground draws every card anew when a message comes or its delivery is confirmed, and forgets what was typed:
    a card is given out only when nothing more is on its way.
    """

    shown: Locator

    def press(self, name: str) -> None:
        self.shown.get_by_role("button", name=name, exact=True).first.click()

    def row(self, task: str, place: str) -> Locator:
        """The line of the task at the place, with its button."""
        line = re.compile(re.escape(task) + r"\s*" + re.escape(place))
        with_button = self.shown.locator(BOX, has=self.shown.page.get_by_role("button"))
        # What holds the line holds it too; the last one is the line itself.
        return with_button.filter(has_text=line).last

    def answer(self, task: str, place: str) -> None:
        """The first button of the line: what else one may do with the task comes after it."""
        self.row(task, place).get_by_role("button").first.click()

    def field(self, question: str) -> Locator:
        return self.shown.get_by_label(question)

    def field_after(self, text: str) -> Locator:
        """The next field after a text, where it has no label of its own to be found by."""
        return self.shown.get_by_text(text, exact=True).locator("xpath=following::textarea[1]")

    def fill(self, question: str, words: str) -> None:
        self.field(question).fill(words)

    def fill_all(self, words: Mapping[str, str]) -> None:
        for question, answer in words.items():
            self.fill(question, answer)

    def holds(self, words: Mapping[str, str]) -> None:
        """Each of the fields holds its words."""
        for question, answer in words.items():
            expect(self.field(question)).to_have_value(answer)

    def fill_day(self, question: str, day: str) -> None:
        """The field opens a calendar, which is closed again."""
        self.fill(question, day)
        self.field(question).press("Escape")

    def choose(self, question: str, option: str) -> None:
        group = self.shown.get_by_role("radiogroup", name=question)
        group.get_by_role("radio", name=option, exact=True).check()

    def picture_width(self) -> int:
        """Of the picture in the card, once it has loaded; raises where it can't be."""
        return int(self.shown.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)"))

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.shown).to_contain_text(text)

    def keep_picture(self, name: str) -> None:
        """Left for people to look at after the tests."""
        self.shown.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat with the bot in one open page."""

    page: Page

    def write(self, words: str) -> None:
        box = self.page.locator("[contenteditable=true]").first
        box.fill(words)
        box.press("Enter")

    def newest(self, *words: str) -> Card:
        """The last card that holds all the words, as soon as there is one."""
        card = self._cards(*words).last
        expect(card).to_be_visible()
        self._settle()
        return Card(card)

    @contextmanager
    def one_more(self, words: str) -> Iterator[Card]:
        """The next card that holds the words: what happens inside must bring it."""
        cards = self._cards(words)
        before = cards.count()
        yield Card(cards.nth(before))
        expect(cards).to_have_count(before + 1)
        self._settle()

    def ask(self, words: str, answer: str) -> Card:
        """Write the words and wait for a new card that holds the answer."""
        with self.one_more(answer) as card:
            self.write(words)
        return card

    def become(self, name: str) -> Card:
        """Change to another of the example people, whose tasks are then shown."""
        people = self.ask("byt person", "Vem vill du vara?")
        people.shown.get_by_role("combobox").click()
        self.page.get_by_role("option").filter(has_text=name).click()
        with self.one_more(f", {name.partition(' ')[0]}") as tasks:
            people.press("Bli den personen")
        return tasks

    def open_channel(self, name: str) -> None:
        self.page.get_by_role("treeitem", name=name).click()

    def _settle(self) -> None:
        """Until nothing has been drawn for a while."""
        self.page.evaluate(UNTIL_QUIET, QUIET_MILLISECONDS)

    def _cards(self, *words: str) -> Locator:
        cards = self.page.locator(CARD)
        for each in words:
            cards = cards.filter(has_text=each)
        return cards
