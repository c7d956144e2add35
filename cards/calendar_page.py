"""The page of a calendar's address: a button for each program, and the plain truth about how often they ask."""

from datetime import date

from cards import phrases_subscribing as say
from cards.pages import render
from cards.subscribing import Address
from scheduler.usecases.feeds import Emptiness


def calendar_page(
    address: Address, *, name: str, why_empty: Emptiness | None = None, ends_on: date | None = None, lang: str = "sv"
) -> str:
    """`ends_on` is the last day of an address that has been replaced."""
    return render(
        "calendar.html",
        say=say,
        address=address,
        title=name,
        note=say.replaced(ends_on) if ends_on else "",
        empty=say.empty(why_empty) if why_empty else "",
        lang=lang,
    )
