"""Finding a passage in what people typed, and taking it out: every place, and nothing beside it."""

from dataclasses import replace
from unicodedata import normalize

import orjson
import pytest

from scheduler.digests import frozen, thawed
from scheduler.masks import BLOT, MaskedIn, MaskedPassage, TooShort, Written, blotted, masked, pattern_of, places_in
from tests.factories import FORM, NOON
from tests.unit.scheduler.test_digest_open import WHOLE
from tests.unit.scheduler.test_digests import DIGEST

ANSWER = Written(
    kind=MaskedIn.SUBMISSION,
    row_id=7,
    assignment_id=3,
    since=NOON,
    texts={
        "utfall": "nej",
        "orsak": "Kalle Kula föll. KALLE  KULA!",
        "antal": 3,
        "risker.0.risk": "Fall",
        "risker.1.risk": "kalle\nkula igen",
        "risker.items": 2,
        "kallor": ["register", "samtal"],
        "dag": "2027-01-11",
    },
    form=(FORM.key, 1),
)


def place(question: str, start: int, length: int) -> MaskedPassage:
    return MaskedPassage(
        kind=MaskedIn.SUBMISSION, row_id=7, assignment_id=3, question=question, start=start, length=length
    )


def test_passage_is_found_in_every_text_of_every_item() -> None:
    assert places_in(ANSWER, pattern_of(" Kalle Kula\n"), FORM) == (
        place("orsak", 0, 10),
        place("orsak", 17, 11),
        place("risker.1.risk", 0, 10),
    )


def test_places_are_replaced_and_nothing_beside_them() -> None:
    places = places_in(ANSWER, pattern_of("Kalle Kula"), FORM)

    assert masked(ANSWER, places).texts == {
        **ANSWER.texts,
        "orsak": "[maskerat] föll. [maskerat]!",
        "risker.1.risk": "[maskerat] igen",
    }


@pytest.mark.parametrize("passage", ["nej", "samtal", "2027-01-11"])
def test_chosen_options_and_days_are_no_typed_words(passage: str) -> None:
    assert places_in(ANSWER, pattern_of(passage), FORM) == ()


def test_every_text_may_have_been_typed_when_nobody_knows_the_form() -> None:
    assert places_in(ANSWER, pattern_of("samtal"), None) == (place("kallor[1]", 0, 6),)
    assert masked(ANSWER, [place("kallor[1]", 0, 6)]).texts == {**ANSWER.texts, "kallor": ["register", BLOT]}


@pytest.mark.parametrize(
    ("passage", "text", "expected"),
    [
        ("Åsa Öst", "Fru åsa\u00a0\n öst sa", "Fru [maskerat] sa"),
        ("Åsa Öst", normalize("NFD", "Fru Åsa Öst sa"), "Fru [maskerat] sa"),
        (normalize("NFD", "Åsa Öst"), "Fru Åsa Öst sa", "Fru [maskerat] sa"),
        ("a.c (x)", "abc x, A.C (X)", "abc x, [maskerat]"),
        ("Anna Ek", "Anna Eks rum", "[maskerat]s rum"),
        ("abab", "ababab", "[maskerat]ab"),
        ("rum 12", "rum 1 2", "rum 1 2"),
    ],
)
def test_passage_is_matched_by_its_letters_and_words(passage: str, text: str, expected: str) -> None:
    written = replace(ANSWER, texts={"orsak": text})

    assert masked(written, places_in(written, pattern_of(passage), FORM)).texts == {"orsak": expected}


@pytest.mark.parametrize("passage", ["", " \n", "Bo", "B\to"])
def test_passage_is_refused_when_it_is_so_short_that_it_is_found_everywhere(passage: str) -> None:
    with pytest.raises(TooShort):
        pattern_of(passage)


def test_text_goes_as_a_whole_when_the_passage_cannot_have_stood_in_it() -> None:
    written = replace(ANSWER, texts={"orsak": "Kort", "atgard": "Längre text"})

    changed = masked(written, [place("orsak", 2, 3), place("atgard", 7, 4)])

    assert changed.texts == {"orsak": BLOT, "atgard": "Längre [maskerat]"}


def test_blotted_question_keeps_no_word_and_the_others_all() -> None:
    assert blotted(ANSWER, ["orsak", "risker.1.risk", "unknown"]).texts == {
        **ANSWER.texts,
        "orsak": BLOT,
        "risker.1.risk": BLOT,
    }


def test_digest_loses_its_words_and_keeps_its_keys_and_days() -> None:
    content = orjson.loads(frozen(DIGEST))
    written = Written(kind=MaskedIn.DIGEST, row_id=1, assignment_id=None, since=NOON, texts=content)

    def without(passage: str) -> object:
        changed = masked(written, places_in(written, pattern_of(passage), None))
        return thawed(orjson.dumps(changed.texts).decode())

    control = DIGEST.activities[0]
    missing = replace(control.missing[0], place=BLOT)
    assert without("älvgården") == replace(
        DIGEST, activities=(replace(control, missing=(missing,)), DIGEST.activities[1])
    )
    assert without("kvalitetsråd") == replace(DIGEST, body_name=f"{BLOT}et")
    assert without("2027") == DIGEST
    assert without("arets_borjan") == DIGEST


def test_digest_with_every_section_loses_its_words_and_still_thaws() -> None:
    content = orjson.loads(frozen(WHOLE))
    written = Written(kind=MaskedIn.DIGEST, row_id=1, assignment_id=None, since=NOON, texts=content)

    for passage in ("units", "questions", "utfall", "Älvgården", "Det blåste", "Hot"):
        changed = masked(written, places_in(written, pattern_of(passage), None))
        thawed(orjson.dumps(changed.texts).decode())
        left = orjson.dumps(changed.texts).decode()
        assert (passage in left) is (passage in ("units", "questions", "utfall"))
