"""Europe/Stockholm as every calendar program reads it right: two yearly rules, and no list of past changes.

icalendar's own definition lists each change as a date, of which ical.js reads only the first: its summers would be an
hour off.
"""

from icalendar import Timezone

STOCKHOLM_RULES = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


def stockholm() -> Timezone:
    """A component of its own each time, for components can be changed."""
    zone = Timezone.from_ical(STOCKHOLM_RULES)
    if not isinstance(zone, Timezone):
        raise TypeError("the rules are not one time zone")
    return zone
