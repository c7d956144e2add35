"""What a council reads: whole figures, neutral words, and no activity lost between parts."""

from dataclasses import replace

from cards.adaptive import Card
from cards.digest_card import digest_card
from scheduler.digests import ActivityDigest, Digest
from tests.contract.card_schema import parts_of
from tests.unit.cards.digest_examples import CHECKS, DIGEST, SAFETY, STORIES
from tests.unit.cards.long_cards import full_digest
from tests.unit.cards.reading import buttons_of, words_of


def facts_of(card: Card) -> list[tuple[str, str]]:
    return [(part["title"], part["value"]) for part in parts_of(card) if part.keys() == {"title", "value"}]


def of(*activities: ActivityDigest) -> Digest:
    return replace(DIGEST, activities=activities)


def test_digest_card_tells_areas_shares_and_what_is_awaited() -> None:
    card = digest_card(of(STORIES), preview=False)

    assert facts_of(card) == [
        ("Funktionsstöd", "■■■■■■■■■■  3 av 3"),
        ("Hemtjänst", "■■■■■■■■□□  3 av 4"),
        ("Särskilt boende", "■■■■■■■■□□  4 av 5"),
        ("Ja", "■■■■■■□□□□  6 (60 %)"),
        ("Delvis", "■■■□□□□□□□  3 (30 %)"),
        ("Nej", "■□□□□□□□□□  1 (10 %)"),
        ("Inte besvarad än", "2"),
    ]
    assert "Svar väntas från (sista dag har passerat)\nOmtanken hemtjänst, Kroppkärr" in words_of(card)


def test_digest_card_gives_counts_alone_when_several_options_could_be_chosen() -> None:
    card = digest_card(of(replace(CHECKS, areas=())), preview=False)

    assert facts_of(card) == [
        ("Kundundersökning", "4"),
        ("Tillsyn", "2"),
        ("Kvalitetsregister", "1"),
        ("Inte besvarad än", "8"),
    ]


def test_digest_card_states_cut_off_and_example() -> None:
    words = words_of(digest_card(DIGEST, preview=False))

    assert "15 av 25\n60 % har svarat" in words
    assert "Räknat på det som hade kommit in måndag 15 mars 2027 kl. 08.00." in words
    assert "Exempel: enheter, namn och svar är påhittade." in words


def test_digest_card_keeps_quiet_about_examples_when_the_wheel_is_real() -> None:
    assert "Exempel:" not in words_of(digest_card(replace(DIGEST, example=False), preview=False))


def test_digest_card_says_that_it_is_a_preview_only_when_it_is() -> None:
    told = ["Förhandsvisning" in words_of(digest_card(DIGEST, preview=preview)) for preview in (True, False)]

    assert told == [True, False]


def test_digest_card_has_nothing_to_unfold_when_one_answered_for_all() -> None:
    assert "Visa mer" not in str(digest_card(of(SAFETY), preview=False))


def test_digest_card_says_so_when_nothing_was_expected() -> None:
    words = words_of(digest_card(of(), preview=False))

    assert "Ingenting skulle ha besvarats än. Det kommer." in words
    assert "av 0" not in words


def test_digest_card_loses_no_activity_between_parts() -> None:
    activities = tuple(replace(STORIES, title=f"Aktivitet {number:02}") for number in range(40))
    digest = of(*activities)
    first = digest_card(digest, preview=False)
    of_parts = int(words_of(first).split("Del 1 av ")[1].split("\n")[0])
    words = "\n".join(words_of(digest_card(digest, preview=False, part=part)) for part in range(of_parts))

    assert of_parts > 1
    assert [words.count(activity.title) for activity in activities] == [1] * 40


def test_digest_card_turns_pages_in_both_directions() -> None:
    turns = [
        [(title, data["part"]) for title, data in buttons_of(digest_card(full_digest(), preview=False, part=part))]
        for part in (-1, 0, 1, 99)
    ]

    assert turns == [
        [("Fler aktiviteter", 1)],
        [("Fler aktiviteter", 1)],
        [("Föregående", 0), ("Fler aktiviteter", 2)],
        [("Föregående", 5)],
    ]
