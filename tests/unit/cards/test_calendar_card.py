"""The address is shown once, and never sent back."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from cards.calendar_card import calendar_card
from cards.subscribing import Address
from tests.contract.card_schema import parts_of
from tests.unit.cards.reading import buttons_of, field, words_of

URL, WEBCAL = "https://example.test/calendar/a_b-c.ics", "webcal://example.test/calendar/a_b-c.ics"
FRESH = calendar_card(Address(URL))
KNOWN = calendar_card(None, created_on=date(2027, 1, 18))


def test_calendar_card_has_the_address_and_a_button_for_each_calendar_when_fresh() -> None:
    outlook, google, apple, other = [part["url"] for part in parts_of(FRESH) if part.get("type") == "Action.OpenUrl"]

    assert field(FRESH, "address")["value"] == URL
    assert parse_qs(urlsplit(outlook).query) == {"url": [URL], "name": ["Årshjul"]}
    assert parse_qs(urlsplit(google).query) == {"cid": [WEBCAL]}
    assert (apple, other) == (WEBCAL, "https://example.test/calendar/a_b-c")


def test_calendar_card_never_sends_the_address_back() -> None:
    executed = [part for part in parts_of(FRESH) if part.get("type") in ("Action.Execute", "Action.Submit")]

    assert [part["associatedInputs"] for part in executed] == ["none", "none"]


def test_calendar_card_keeps_the_address_to_itself_when_known() -> None:
    assert "example.test" not in str(KNOWN)
    assert "Du har en kalenderadress sedan 18 januari 2027." in words_of(KNOWN)
    assert buttons_of(KNOWN)[0] == ("Skapa ny adress", {"verb": "calendar.renew"})


def test_calendar_card_leaves_the_day_out_when_it_is_not_known() -> None:
    assert "sedan" not in words_of(calendar_card(None))
