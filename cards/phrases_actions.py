"""The Swedish sentences about actions: lists, judging, carrying out, following up."""

from collections.abc import Mapping, Sequence

from scheduler.actions import ActionDeed, ActionState, AskKind, Effect

TITLE, NONE_TITLE = "Åtgärder", "Inga åtgärder väntar på dig"
NONE_TEXT = "När ett svar leder till en åtgärd, eller när någon behöver din bedömning, står det här."
ELSEWHERE = "Väntar på andra"
ALL_ACTIONS, NEW, SAVE_NEW, LEAVE = "Till åtgärderna", "Ny åtgärd", "Spara åtgärden", "Lämna utan att spara"
NEXT_PAGE, PREVIOUS_PAGE = "Visa fler", "Visa tidigare"
HISTORY, HISTORY_CUT = "Visa vad som har hänt", "Det äldsta visas inte här, men finns kvar."
CUT = "Texterna är förkortade här. De är sparade i sin helhet."
REPEATED = "Samma brist fanns på samma plats i någon av de två omgångarna före."
STALE = (
    "Någon har gjort något med åtgärden sedan du öppnade den. Det nya står nedan, och dina ord är kvar i fälten. "
    "Välj igen vad som ska gälla."
)
UNSAVED = "Det du har skrivit är inte sparat än. Välj vad som ska gälla, eller lämna utan att spara."
UNMENTIONED = "Åtgärden står inte kvar i det ändrade svaret. Den gäller tills du lägger ner den."
WANTS_TO_DROP = "Den som ansvarar tycker att åtgärden inte längre är aktuell."
WANTS_TIME = "Den som ansvarar behöver mer tid. Den nya dagen står nedan."
BACK = "Åtgärden har kommit tillbaka. Ändra det som behövs och skicka den igen."
NOT_YOURS_TITLE = "Den åtgärden är inte din just nu"
NOT_YOURS = "Den kan ha gått över till en kollega, eller så har din roll ändrats. Inget är sparat."
NOT_ANSWERED_TITLE = "Det går inte att göra en åtgärd härifrån"
NOT_ANSWERED = "Det går från en uppgift som du själv har svarat på. Inget är sparat."
YOUR_WORDS = "Det här skrev du. Kopiera det du vill ha kvar:"
NEW_TITLE = "Ny åtgärd"
MADE = "Åtgärden är sparad."
SHOW_OPEN = "Visa öppna åtgärder"
NOBODY_NAMED = "–"

DEFICIENCY, MEASURE, RESPONSIBLE, DEADLINE, FOLLOW_UP, WANTED, EVIDENCE, STATE = (
    "Brist",
    "Åtgärd",
    "Ansvarig",
    "Klart senast",
    "Följs upp",
    "Önskad effekt",
    "Så syns det",
    "Läge",
)

STATES: Mapping[ActionState, str] = {
    ActionState.PROPOSED: "väntar på bedömning",
    ActionState.RETURNED: "har kommit tillbaka",
    ActionState.OPEN: "pågår",
    ActionState.DONE: "gjord, ska följas upp",
    ActionState.ESCALATED: "lyft vidare",
    ActionState.CLOSED: "avslutad",
    ActionState.DROPPED: "nedlagd",
}
ASKED: Mapping[AskKind, str] = {
    AskKind.JUDGE: "Är den rimlig?",
    AskKind.CARRY_OUT: "Hur går det?",
    AskKind.REVISE: "Har kommit tillbaka till dig",
    AskKind.FOLLOW_UP: "Hjälpte den?",
    AskKind.SETTLE: "Bristen är kvar. Hur går ni vidare?",
}
OPEN_BUTTONS: Mapping[AskKind, str] = {
    AskKind.JUDGE: "Bedöm",
    AskKind.CARRY_OUT: "Uppdatera",
    AskKind.REVISE: "Ändra",
    AskKind.FOLLOW_UP: "Följ upp",
    AskKind.SETTLE: "Ta ställning",
}
SHOW = "Visa"
AWAITED: Mapping[AskKind, str] = {
    AskKind.JUDGE: "{who} bedömer den",
    AskKind.CARRY_OUT: "{who} gör den",
    AskKind.REVISE: "{who} ändrar den",
    AskKind.FOLLOW_UP: "{who} följer upp den",
    AskKind.SETTLE: "{who} tar ställning",
}
BUTTONS: Mapping[ActionDeed, str] = {
    ActionDeed.ACCEPT: "Rimlig",
    ActionDeed.RETURN: "Skicka tillbaka",
    ActionDeed.DROP: "Inte längre aktuell",
    ActionDeed.PROPOSE: "Skicka igen",
    ActionDeed.NOTE: "Spara en anteckning",
    ActionDeed.FINISH: "Klar",
    ActionDeed.DELAY: "Behöver mer tid",
    ActionDeed.HELP: "Spara uppföljningen",
    ActionDeed.SETTLE: "Avsluta",
    ActionDeed.AGAIN: "En ny omgång",
}
DONE: Mapping[ActionDeed, str] = {
    ActionDeed.ACCEPT: "Tack. Åtgärden är bedömd som rimlig och kan börja.",
    ActionDeed.RETURN: "Tack. Åtgärden har gått tillbaka med dina ord.",
    ActionDeed.DROP: "Sparat. Åtgärden är nedlagd.",
    ActionDeed.PROPOSE: "Tack. Åtgärden är skickad för bedömning igen.",
    ActionDeed.NOTE: "Anteckningen är sparad.",
    ActionDeed.FINISH: "Bra jobbat. Åtgärden är klar.",
    ActionDeed.DELAY: "Sparat. Den nya dagen gäller.",
    ActionDeed.HELP: "Skönt att den hjälpte. Åtgärden är avslutad.",
    ActionDeed.REMAIN: "Sparat. Arbetet går vidare i en ny omgång.",
    ActionDeed.ESCALATE: "Sparat. Bristen är lyft vidare.",
    ActionDeed.SETTLE: "Sparat. Åtgärden är avslutad.",
    ActionDeed.AGAIN: "Sparat. Arbetet går vidare i en ny omgång.",
}
TO_BE_JUDGED = "Sparat. Den som bedömer åtgärder tar ställning till det."
HAPPENED: Mapping[ActionDeed, str] = {
    ActionDeed.CREATE: "kom till",
    ActionDeed.REVISE: "ändrades när svaret ändrades. Förut stod det:",
    ActionDeed.DIFFER: "är påbörjad och ändrades inte. I svaret står det nu:",
    ActionDeed.UNMENTION: "står inte kvar i det ändrade svaret",
    ActionDeed.PROPOSE: "ändrades och skickades igen. Förut stod det:",
    ActionDeed.ACCEPT: "bedömdes som rimlig",
    ActionDeed.RETURN: "skickades tillbaka",
    ActionDeed.NOTE: "fick en anteckning",
    ActionDeed.FINISH: "gjordes klar",
    ActionDeed.DELAY: "fick mer tid",
    ActionDeed.DROP: "sågs inte längre som aktuell",
    ActionDeed.HELP: "följdes upp: den hjälpte",
    ActionDeed.REMAIN: "följdes upp: bristen är kvar",
    ActionDeed.ESCALATE: "följdes upp: bristen är kvar och lyftes vidare",
    ActionDeed.SETTLE: "avslutades",
    ActionDeed.AGAIN: "gick till en ny omgång",
}
EFFECTS: Mapping[Effect, str] = {Effect.YES: "Ja", Effect.PARTLY: "Delvis", Effect.NO: "Nej"}

WORDS_TO_JUDGE = "Vad vill du säga till den som ansvarar?"
WORDS_TO_CARRY_OUT = "Hur syns det att den är gjord, eller varför behövs mer tid?"
WORDS_TO_FOLLOW_UP = "Vad ser du?"
WORDS_TO_SETTLE = "Hur går ni vidare?"
WORDS_TO_NOTE = "Vad vill du anteckna?"
HELP_TO_JUDGE = "Behövs om du skickar tillbaka eller lägger ner. Annars går det bra utan."
HELP_TO_CARRY_OUT = "Behövs om du behöver mer tid eller om åtgärden inte längre är aktuell."
HELP_WITH_EVIDENCE = "Beskriv eller klistra in en länk. Skicka inget med uppgifter om enskilda."
DAY_TO_CARRY_OUT = "Ny sista dag, om du behöver mer tid"
DAY_IF_REMAINING = "Ny sista dag, om bristen är kvar"
DAY_TO_SETTLE = "Ny sista dag, om det blir en ny omgång"
EFFECT_QUESTION = "Hjälpte åtgärden?"
WAY_QUESTION = "Om bristen är kvar: hur går ni vidare?"
WAY_ON = "En ny omgång här"
LABELS = {
    "deficiency": "Vilken brist gäller det?",
    "measure": "Vad ska göras?",
    "named": "Vem gör det?",
    "deadline": "När ska det vara klart?",
    "follow_up": "När ska ni se efter om det hjälpte?",
    "wanted": "Vilken effekt vill ni se?",
}


def way_further(who: str) -> str:
    return f"Vidare till {who[:1].lower()}{who[1:]}"


def counted(asked: int, elsewhere: int) -> str:
    parts = ((asked, "väntar på dig"), (elsewhere, "väntar på andra"))
    return ", ".join(f"{count} {words}" for count, words in parts if count)


def daily_intro(count: int) -> str:
    return "En åtgärd väntar på dig." if count == 1 else f"{count} åtgärder väntar på dig."


def fallback(count: int) -> str:
    return f"{daily_intro(count)} Skriv ”åtgärder” i Teams för att se dem."


def more(count: int) -> str:
    return f"… och {count} till"


def follow_up_by(due: str, distance: str) -> str:
    return f"Följs upp senast {due} · {distance}"


def place_and_origin(place: str, title: str) -> str:
    return f"{place} · {title}"


def remains(number: int) -> str:
    return f"Omgång {number}: bristen var kvar vid uppföljningen."


def handled_through(through: str) -> str:
    return f"Bristen hanteras inom ramen för {through}."


def responsible(role: str, holders: Sequence[str], named: str) -> str:
    """`named` is whom the answer names, told where it is somebody else than who holds the role."""
    whole = f"{role} {', '.join(holders)}".strip()
    return f"{whole} (i svaret: {named})" if named and named not in holders else whole


def happened(moment: str, who: str, what: str) -> str:
    return f"{moment}, {who}: åtgärden {what}" if who else f"{moment}: åtgärden {what}"


def new_day(day: str) -> str:
    return f"Ny dag: {day}."


def card_fallback(measure: str) -> str:
    return f"Åtgärd: {measure}. Öppna Teams på datorn eller uppdatera appen för att svara."


def made_by_answer(count: int) -> str:
    return "Svaret ledde till en åtgärd." if count == 1 else f"Svaret ledde till {count} åtgärder."


def open_actions(count: int) -> str:
    return "En öppen åtgärd att ta med" if count == 1 else f"{count} öppna åtgärder att ta med"
