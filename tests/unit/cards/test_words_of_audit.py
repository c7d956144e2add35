"""Every line of the log, and of a task's timeline, reads as a Swedish sentence."""

from dataclasses import replace
from datetime import date

import pytest

from cards.words_of_audit import Names, audit_sentence, rung_words, stamp, timeline_sentence
from scheduler.audit import Deed, Thing, draft_words, span_words
from scheduler.usecases.timeline import Step, Told
from tests.factories import NOON, make_by

BY = make_by()
NAMES = Names(
    things={(Thing.UNIT, 3): "Solgården", (Thing.UNIT, 4): "Älvgården", (Thing.PERSON, 5): "Anna Ek"},
    areas={7: "Hemtjänst"},
    administration="Vårdförvaltningen",
    keys={"mas": "Medicinskt ansvarig", "rad": "Kvalitetsrådet"},
    owners={8: "Maria Castillo"},
)
SPAN = span_words(date(2027, 1, 1), date(2027, 2, 28))

HELD_BEFORE = "chef, verksamhet 2, 2026-01-01–tills vidare."


@pytest.mark.parametrize(
    ("deed", "thing", "number", "before", "after", "sentence"),
    [
        (Deed.OPENED, Thing.ASSIGNMENT, 17, "", "", "Öppnade uppgift 17 för första gången."),
        (Deed.SAVED, Thing.ASSIGNMENT, 17, "", draft_words(3, 1), "Sparade steg 2 av uppgift 17, utkast 3."),
        (Deed.SUBMITTED, Thing.ASSIGNMENT, 17, "", "2", "Lämnade in svar 2 på uppgift 17."),
        (Deed.RETURNED, Thing.ASSIGNMENT, 17, "", "1", "Förde in beslutet: svar 1 på uppgift 17 är återlämnat."),
        (
            Deed.MOVED,
            Thing.OCCURRENCE,
            9,
            SPAN,
            span_words(None, date(2027, 3, 31)),
            "Flyttade tillfälle 9 från 1 januari 2027–28 februari 2027 till senast 31 mars 2027.",
        ),
        (
            Deed.CANCELLED,
            Thing.OCCURRENCE,
            9,
            span_words(date(2027, 1, 1), None),
            span_words(None, None),
            "Ställde in tillfälle 9, som låg från 1 januari 2027.",
        ),
        (Deed.PUBLISHED, Thing.EDITION, None, "", "2027/2", "Publicerade utgåva 2 för 2027."),
        (Deed.IMPORTED, Thing.PEOPLE, None, "", "53", "Läste in en personfil med 53 rader."),
        (
            Deed.ROLE_BEGAN,
            Thing.PERSON,
            5,
            "",
            "enhetschef unit 3 2026-01-01/",
            "Gav Anna Ek rollen enhetschef, Solgården, 2026-01-01–tills vidare.",
        ),
        (
            Deed.ROLE_CHANGED,
            Thing.PERSON,
            6,
            "chef area 2 2026-01-01/",
            "chef area 2 2026-01-01/2027-06-30",
            f"Ändrade en roll för person 6 till chef, verksamhet 2, 2026-01-01–2027-06-30, förut {HELD_BEFORE}",
        ),
        (
            Deed.ROLE_BEGAN,
            Thing.PERSON,
            5,
            "",
            "mas administration 0 2026-01-01/",
            "Gav Anna Ek rollen Medicinskt ansvarig, Vårdförvaltningen, 2026-01-01–tills vidare.",
        ),
        (
            Deed.ROLE_BEGAN,
            Thing.PERSON,
            5,
            "",
            "chef area 7 2026-01-01/",
            "Gav Anna Ek rollen chef, Hemtjänst, 2026-01-01–tills vidare.",
        ),
        (Deed.CREATED, Thing.FEED, 8, "", "me", "Skapade kalenderadress 8 (egna uppgifter) för Maria Castillo."),
        (Deed.CREATED, Thing.FEED, 9, "", "body:rad", "Skapade kalenderadress 9 (forumet Kvalitetsrådet)."),
        (Deed.CREATED, Thing.FEED, 9, "", "unit:Solgården", "Skapade kalenderadress 9 (enheten Solgården)."),
        (Deed.CONNECTED, Thing.BODY, None, "", "rad", "Kopplade en kanal till Kvalitetsrådet."),
        (Deed.CLOSED, Thing.UNIT, 3, "", "2027-06-30", "Angav 2027-06-30 som sista dag för Solgården."),
        (
            Deed.CLOSED,
            Thing.UNIT,
            3,
            "",
            "2027-06-30 4",
            "Angav 2027-06-30 som sista dag för Solgården; Älvgården tar över.",
        ),
        (Deed.REVOKED, Thing.FEED, 8, "", "", "Återkallade kalenderadress 8."),
        (Deed.REPLACED, Thing.FEED, 8, "", "", "Bytte ut kalenderadress 8."),
        (Deed.MASKED, Thing.MASK, 2, "", "7", "Maskerade textavsnitt på 7 ställen, maskering 2."),
        (Deed.MASKED, Thing.ASSIGNMENT, 12, "", "", "Maskerade ett textavsnitt i uppgift 12."),
        (Deed.ENDED, Thing.ASSIGNMENT, 12, "", "unit_closed", "Tog bort uppgift 12, för enheten har stängt."),
        (Deed.RECALLED, Thing.MESSAGE, 9, "", "", "Återkallade utskick 9."),
        (
            Deed.RESTORED,
            Thing.MUNICIPALITY,
            1,
            "",
            "2027-01-11T11:00+00:00",
            "Återställde databasen till kopian från 2027-01-11 12.00.",
        ),
    ],
)
def test_entry_reads_as_a_sentence(
    deed: Deed, thing: Thing, number: int | None, before: str, after: str, sentence: str
) -> None:
    assert audit_sentence(BY.did(deed, thing, number, before=before, after=after), NAMES) == sentence


@pytest.mark.parametrize("deed", list(Deed))
@pytest.mark.parametrize("thing", list(Thing))
def test_any_deed_on_any_thing_has_a_sentence_whatever_stands_in_it(deed: Deed, thing: Thing) -> None:
    said = {audit_sentence(BY.did(deed, thing, 1, before=words, after=words)) for words in ("", "a b", "2027/x y z")}

    assert all(one[0].isupper() and one.endswith(".") and "{" not in one for one in said)


ANNA = Told(at=NOON, step=Step.ANSWERED, person="Anna Ek", role="enhetschef", revision=1)
DECIDED = replace(ANNA, body="von", decided_on=date(2027, 1, 8), paragraph="§ 48", case_number="VON-7")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (ANNA, "Anna Ek (Enhetschef) lämnade in svar 1."),
        (
            replace(DECIDED, step=Step.APPROVED),
            "Nämnden godkände svar 1 8 januari 2027 § 48 VON-7. Infört av Anna Ek (Enhetschef).",
        ),
        (
            Told(at=NOON, step=Step.ASKED, person="Anna Ek", message=7, rungs=("opening", "before-30", "before-1")),
            "Utskick 7 till Anna Ek: när den öppnade, 30 dagar före och 1 dag före.",
        ),
        (
            Told(at=NOON, step=Step.REMINDED, person="Anna Ek", message=7, rungs=("after-5",)),
            "Utskick 7 till Anna Ek, påminnelse: 5 arbetsdagar efter.",
        ),
        (
            Told(at=NOON, step=Step.DELIVERED, person="Anna Ek", message=7, has_id=False),
            "Utskick 7 levererades till Anna Ek, men kvittot saknar nummer.",
        ),
        (
            Told(at=NOON, step=Step.MOVED, person="Stina Dal", before=SPAN, detail=span_words(None, date(2027, 3, 31))),
            "Stina Dal flyttade uppgiften från 1 januari 2027–28 februari 2027 till senast 31 mars 2027.",
        ),
        (Told(at=NOON, step=Step.SAVED, person="Anna Ek", detail=draft_words(3, 1)), "Anna Ek sparade steg 2."),
        (
            Told(at=NOON, step=Step.HANDED_OVER, detail="Älvgården"),
            "Enheten har stängt och Älvgården tog över uppgiften.",
        ),
    ],
)
def test_what_became_of_a_task_reads_as_a_sentence(told: Told, sentence: str) -> None:
    assert timeline_sentence(told, {"enhetschef": "Enhetschef"}, {"von": "Nämnden"}) == sentence


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_a_sentence(step: Step) -> None:
    said = timeline_sentence(Told(at=NOON, step=step), {}, {})

    assert said.endswith(".")
    assert "{" not in said


def test_moment_is_told_by_the_clock_in_stockholm() -> None:
    assert stamp(NOON) == "2027-01-11 12.00"


def test_last_working_day_rungs_are_told_in_the_singular() -> None:
    assert [rung_words(one) for one in ("after-1", "before-1")] == ["1 arbetsdag efter", "1 dag före"]
