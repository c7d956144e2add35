"""The main job as a person does it: the demo's chat, in Microsoft's Agents Playground."""

import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Card, Chat
from tests.browser.demo_process import Demo

pytestmark = pytest.mark.browser

REPORT = "Utförarens verksamhetsberättelse"
GOALS = "Hur gick det med vart och ett av målen?"
PLAN = "Vad blev gjort av det som stod i verksamhetsplanen?"
OTHER = "Hur gick det med andra uppdrag ni fått?"
QUALITY = "Vad visade er uppföljning av kvaliteten?"
RISKS = "Vilka risker och händelser har betytt mest, och vad säger er analys av dem?"
LEARNT = "Vilka erfarenheter tar ni med er?"
BOOKS = "Hur blev det ekonomiska bokslutet?"
WITH_PERSONAL_NUMBER = "En anhörig, 850709-9805, har tackat oss."

THANKS = "Tack. Ditt svar är inskickat."

RISK_ANALYSIS = "Risk- och väsentlighetsanalys"
CONTROL_PLAN = "Intern kontrollplan"
RISK = "Vilken risk ser ni i er verksamhet?"
LIKELY = "Hur troligt är det att det händer?"
GRAVE = "Hur stor blir följden om det händer?"
EXAMINE = "Bör risken granskas särskilt i år?"


def test_report_is_answered_in_the_chat_when_its_day_has_come(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)
    chat.newest("Jag är årshjulet").reads("Hej Anna")
    day = chat.newest("Hej Anna", REPORT)
    day.reads("Björkgården", "Solgläntan", "Älvstranden", "Senast söndag 28 februari 2027")
    day.keep_picture("prompt")
    older = chat.ask("uppgifter", "Dina uppgifter")

    day.answer(REPORT, "Björkgården")
    fill_first_step(chat.newest("Steg 1 av 3"))
    go_back_and_on(chat)
    try_a_personal_number(chat.newest("Steg 2 av 3"))
    receipt = fill_the_rest(chat)

    receipt.reads(REPORT, "Björkgården", "Av Anna Lindqvist, måndag 11 januari 2027")
    receipt.keep_picture("receipt")
    newer = chat.ask("uppgifter", "Dina uppgifter")
    expect(newer.row(REPORT, "Solgläntan")).to_have_count(1)
    expect(newer.row(REPORT, "Björkgården")).to_have_count(0)
    with chat.one_more(THANKS) as same_receipt:
        older.answer(REPORT, "Björkgården")
    same_receipt.reads("Björkgården", "Visa svaren")


def test_older_card_gives_its_words_back_when_the_task_was_answered_in_another(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)
    chat.ask("uppgifter", "Dina uppgifter").answer(REPORT, "Älvstranden")
    left_open = chat.newest("Steg 1 av 3")
    tasks = chat.ask("uppgifter", "Dina uppgifter")
    with chat.one_more("Steg 1 av 3") as form:
        tasks.answer(REPORT, "Älvstranden")
    fill_first_step(form)
    fill_the_rest(chat)

    left_open.fill(GOALS, "Det här hann jag aldrig spara.")
    left_open.press("Nästa")

    refusal = chat.newest("Den är redan besvarad")
    refusal.reads("Anna Lindqvist skickade in svaret", "Inget har skrivits över", "Det här hann jag aldrig spara.")


def test_words_show_calendar_wheel_and_help_when_written(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)

    calendar = chat.ask("kalender", "Dina datum i kalendern")
    address = calendar.field("Din adress").input_value()
    kind, text = fetched(address)
    assert kind == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{REPORT}" in text
    assert "DTSTART;VALUE=DATE:20270228" in text

    wheel = chat.ask("årshjul", "Årshjulet 2027")
    assert wheel.picture_width() > 0
    wheel.reads(REPORT, "28 feb")
    wheel.keep_picture("wheel")

    chat.ask("gurka", "Jag förstod inte riktigt ”gurka”").reads("uppgifter", "spola fram", "byt person")


def test_reminder_and_digest_come_by_themselves_when_the_clock_is_wound(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)

    with chat.one_more("om 30 dagar") as reminder:
        chat.ask("spola fram 29 januari", "Nu är det fredag 29 januari 2027").reads("Anna Lindqvist")
    reminder.reads("Hej Anna", REPORT)

    chat.become("Maria Castillo").reads("Maria")
    chat.ask("sammanfattning", "Förhandsvisning").reads("Så gick förra året", "av 25", "har svarat")
    chat.ask("spola fram 2027-03-15", "Nu är det måndag 15 mars 2027").reads("Så gick förra året")
    chat.open_channel("Kvalitetsrådet")

    digest = chat.newest("Så gick förra året")
    digest.reads("Kvalitetsrådet (exempel)", "har svarat", "Räknat på det som hade kommit in")
    digest.keep_picture("digest")


def test_internal_control_goes_from_risk_to_decision_when_each_has_answered(page: Page, kristianstad: Demo) -> None:
    chat = open_chat(page, kristianstad)

    with chat.one_more(RISK_ANALYSIS) as day:
        chat.ask("spola fram 15 januari", "Nu är det fredag 15 januari 2027")
    day.answer(RISK_ANALYSIS, "Särskilt boende")
    fill_risk(chat.newest("Risk 1 av 1"), "Vikarier saknas i sommar.", press="Lägg till en risk till")
    fill_risk(chat.newest("Risk 2 av 2"), "Larmen är gamla.", press="Skicka in")
    receipt = chat.newest(THANKS)
    receipt.press("Visa svaren")
    receipt.reads("Vikarier saknas i sommar.", "Larmen är gamla.")

    chat.ask("spola fram 20 april", "Nu är det tisdag 20 april 2027").reads(
        "Årets risker, inför nämndens beslut i april"
    )
    chat.become("Yusuf Abdi")
    chat.newest("Hej Yusuf").answer(CONTROL_PLAN, "Kristianstad")
    fill_control_point(chat.newest("Kontrollpunkt 1 av 1"))
    with chat.one_more(THANKS) as decision:
        fill_decision(chat.newest("Nämndens beslut"))
    decision.press("Visa svaren")
    decision.reads(CONTROL_PLAN, "Planen är fastställd", "20 april 2027", "§ 48")


def open_chat(page: Page, demo: Demo) -> Chat:
    page.goto(demo.chat)
    return Chat(page)


def fill_first_step(step: Card) -> None:
    step.fill(GOALS, "Vi nådde två av tre mål.")
    step.fill(PLAN, "Allt utom utbildningen i höstas.")
    step.fill(OTHER, "Vi fick inga andra uppdrag.")
    step.press("Nästa")


def go_back_and_on(chat: Chat) -> None:
    chat.newest("Steg 2 av 3").press("Tillbaka")
    first = chat.newest("Steg 1 av 3")
    expect(first.field(GOALS)).to_have_value("Vi nådde två av tre mål.")
    first.keep_picture("form")
    first.press("Nästa")


def try_a_personal_number(step: Card) -> None:
    step.fill(QUALITY, WITH_PERSONAL_NUMBER)
    step.press("Nästa")
    step.reads("Det ser ut att stå ett personnummer här")
    expect(step.field(QUALITY)).to_have_value(WITH_PERSONAL_NUMBER)


def fill_the_rest(chat: Chat) -> Card:
    """The second and the third step, and the receipt for them."""
    second = chat.newest("Steg 2 av 3")
    second.fill(QUALITY, "De boende är nöjdare än i fjol.")
    second.fill(RISKS, "Fler fall i höstas. Nattbelysningen var för svag.")
    second.press("Nästa")
    third = chat.newest("Steg 3 av 3")
    third.fill(LEARNT, "Prova ny belysning redan i augusti.")
    third.fill(BOOKS, "Ett överskott på 120 000 kronor.")
    third.press("Skicka in")
    return chat.newest(THANKS)


def fill_risk(card: Card, risk: str, *, press: str) -> None:
    card.fill(RISK, risk)
    card.choose(LIKELY, "3")
    card.choose(GRAVE, "2")
    card.choose(EXAMINE, "Ja")
    card.press(press)


def fill_control_point(card: Card) -> None:
    card.fill("Vilken risk tas in i planen?", "Vikarier saknas i sommar.")
    card.fill("Vilken kontroll ska göras?", "Stickprov av scheman varje vecka i juli.")
    card.fill("Vem svarar för kontrollen?", "Anna Lindqvist")
    card.press("Nästa")


def fill_decision(card: Card) -> None:
    card.choose("Vad beslutade nämnden?", "Planen är fastställd")
    card.fill_day("Vilken dag togs beslutet?", "2027-04-20")
    card.fill("Paragraf i protokollet", "§ 48")
    card.press("Skicka in")


def fetched(address: str) -> tuple[str, str]:
    """What the address gives to a plain GET: the kind, and the text with folded lines made whole."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.headers["Content-Type"], answer.read().decode().replace("\r\n ", "")


def test_what_nobody_can_plan_is_started_in_the_chat(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)
    chat.become("Anna Lindqvist")
    offered = chat.ask("starta", "Det här kan du sätta i gång själv")
    offered.keep_picture("start")
    offered.shown.get_by_role("radio", name="Utförarens egna mål").check()
    offered.shown.get_by_role("radio", name="Solgläntan").check()
    offered.press("Starta")

    form = chat.newest("Utförarens egna mål", "När blev det klart?")
    form.reads("Solgläntan")
    tasks = chat.ask("uppgifter", "Dina uppgifter")
    expect(tasks.row("Utförarens egna mål", "Solgläntan")).to_have_count(1)


def test_form_goes_on_in_the_browser_with_what_was_typed_in_the_chat(page: Page, karlstad: Demo) -> None:
    chat = open_chat(page, karlstad)
    chat.become("Anna Lindqvist")
    chat.ask("uppgifter", "Dina uppgifter").answer("Sammanställning av förra årets egenkontroll", "Björkgården")
    form = chat.newest("Steg 1 av")
    form.shown.get_by_role("textbox").first.fill("Skrivet i chatten.")
    form.press("Öppna i webbläsaren")
    link = chat.newest("Länken är bara din")
    link.keep_picture("to_browser")

    with page.expect_popup() as opened:
        link.shown.get_by_role("link", name="Öppna i webbläsaren").click()
    window = opened.value

    assert window.url.startswith(f"{karlstad.bot}/open/")
    window.get_by_role("button", name="Öppna").click()
    expect(window.get_by_role("textbox").first).to_have_value("Skrivet i chatten.")
    expect(window.get_by_text("Inloggad som Anna Lindqvist")).to_be_visible()
