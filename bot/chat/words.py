"""Typed words that mean the same as a button."""

from collections.abc import Mapping

from cards.verbs import Verb

WORDS = {
    "uppgifter": Verb.TASKS,
    "mina uppgifter": Verb.TASKS,
    "starta": Verb.STARTABLE,
    "granska": Verb.REVIEWS,
    "årshjul": Verb.WHEEL,
    "hjul": Verb.WHEEL,
    "kalender": Verb.CALENDAR,
    "sammanfattning": Verb.DIGEST,
    "frånvaro": Verb.ABSENCE,
    "åtgärder": Verb.ACTIONS,
    "hjälp": Verb.HELP,
    "hej": Verb.HELP,
    "help": Verb.HELP,
    "lex sarah": Verb.CLIENT_MATTER,
    "lex sara": Verb.CLIENT_MATTER,
    "lex maria": Verb.CLIENT_MATTER,
}
CHANNEL_WORDS = {"koppla": Verb.DIGEST}
DEMO_WORDS = {"spola fram": Verb.FORWARD, "byt person": Verb.PEOPLE}


def command_in(text: str, words: Mapping[str, Verb]) -> tuple[Verb, str] | None:
    """The command that the text begins with, and what follows it; None for anything else."""
    plain = " ".join(text.casefold().split()).rstrip(".!?")
    for word in sorted(words, key=len, reverse=True):
        if plain == word or plain.startswith(f"{word} "):
            return words[word], plain.removeprefix(word).strip()
    return None
