"""What a council reads: whole figures, neutral words, and no activity lost between parts."""

from dataclasses import replace
from typing import Any

from cards.adaptive import Card
from cards.digest_card import digest_card
from scheduler.digest_open import in_the_open
from scheduler.digests import ActivityDigest, Digest
from tests.contract.card_schema import parts_of
from tests.unit.cards.digest_examples import CHECKS, CONTROLS, DIGEST, SAFETY, STORIES, WHOLE_YEAR
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


def test_digest_card_keeps_what_does_not_apply_apart_from_the_shares() -> None:
    told = facts_of(digest_card(of(replace(CONTROLS, areas=(), questions=CONTROLS.questions[:1])), preview=False))

    assert told[:5] == [
        ("Ja", "■■■■□□□□□□  9 (45 %)"),
        ("Delvis", "■■■□□□□□□□  6 (30 %)"),
        ("Nej", "■■□□□□□□□□  5 (25 %)"),
        ("Inte aktuellt hos oss", "5"),
        ("Inte besvarad än", "1"),
    ]
    assert told[5:] == [
        ("Arbetar ni som rutinen säger?", "förra året (2026): Ja 36 % → 45 %, Delvis 27 % → 30 %, Nej 36 % → 25 %")
    ]


def charts_in(card: Card) -> list[dict[str, Any]]:
    return [part for part in parts_of(card) if str(part.get("type")).startswith("Chart.")]


def test_digest_card_draws_the_questions_of_which_all_may_be_shown_and_no_others() -> None:
    (chart,) = charts_in(digest_card(of(CONTROLS), preview=False))

    assert [bar["title"] for bar in chart["data"]] == ["Arbetar ni som rutinen säger?"]
    assert [(one["legend"], one["value"], one["color"]) for bar in chart["data"] for one in bar["data"]] == [
        ("Ja", 9, "good"),
        ("Delvis", 6, "warning"),
        ("Nej", 5, "attention"),
        ("Inte aktuellt hos oss", 5, "neutral"),
        ("Inte besvarad än", 1, "neutral"),
    ]


def test_digest_card_gives_no_share_beside_what_is_left_out() -> None:
    few = replace(of(replace(CONTROLS, areas=(), earlier=(), questions=CONTROLS.questions[1:])), few=5)

    card = digest_card(few, preview=False)

    assert facts_of(card) == [("Ja", "20"), ("Några", "färre än 5"), ("Nej", "färre än 5"), ("Inte besvarad än", "1")]
    assert "Hjälpte de?\nSvaren visas inte: färre än 5 står bakom någon del av dem." in words_of(card)


def test_digest_card_tells_every_section_that_there_is_something_to_tell_of() -> None:
    words = words_of(digest_card(WHOLE_YEAR, preview=False))

    for told in (
        "Intern kontrollplan · Karlstad · 30 april · underlaget är klart",
        "Enhetens egenkontroll, 2027: svagt i 5 enheter\nEnhet 3, Kroppkärr, Omtanken hemtjänst, Solgården, Älvgården",
        "svagt två år i rad i 1 enhet\nSolgården",
        "4 × 4 = 16 · Hemtjänst · Risk- och väsentlighetsanalys",
        "Solgården: 50 % svaga svar, medianen för särskilt boende är 25 %",
        "Före 22 april",
        "”Vi hann med promenaderna.”\nVad gick bra? · Solgården",
    ):
        assert told in words


def test_digest_card_in_a_channel_names_no_place_that_it_names_to_the_council() -> None:
    names = ("Solgården", "Älvgården", "Kroppkärr", "promenaderna", "Bemanning på natten")

    whole, in_channel = (words_of(digest_card(one, preview=False)) for one in (WHOLE_YEAR, in_the_open(WHOLE_YEAR)))

    assert [name in whole for name in names] == [True] * len(names)
    assert [name in in_channel for name in names] == [False] * len(names)
    assert "1 svar väntas, för 1 av dem har sista dagen passerat." in in_channel


def test_digest_card_says_what_has_changed_since_it_was_sent() -> None:
    told = ["har ändrats sedan dess" in words_of(digest_card(DIGEST, preview=False, changed=count)) for count in (0, 3)]

    assert told == [False, True]
