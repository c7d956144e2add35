"""The guard, over everything that looks like a personal identity number and is one, or looks like one and is not."""

import pytest

from scheduler.guard import Finding, holds_personal_number, personal_numbers_in

TWICE_OVER = 9


def check_digit(nine: str) -> str:
    """The Luhn digit that ends a personal identity number."""
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(nine))
    return str(-sum(each - TWICE_OVER if each > TWICE_OVER else each for each in doubled) % 10)


def number(birth: str, serial: str) -> str:
    """The last four digits that make the birth date a valid number."""
    return serial + check_digit(birth + serial)


ANNA = number("850709", "980")
OLD = number("120229", "001")
LEAP = number("000229", "238")
COORDINATED = number("850769", "239")
LAST_OF_THEM = number("991291", "999")


def test_numbers_of_this_file_are_those_that_the_state_computes() -> None:
    assert (ANNA, number("811218", "987"), number("701063", "239")) == ("9805", "9876", "2391")


PERSONAL = (
    f"850709-{ANNA}",
    f"850709{ANNA}",
    f"19850709-{ANNA}",
    f"19850709{ANNA}",
    f"850709 {ANNA}",
    f"850709  {ANNA}",
    f"19850709 {ANNA}",
    f"850709 - {ANNA}",
    f"19850709 - {ANNA}",
    f"850709 -{ANNA}",
    f"850709- {ANNA}",
    f"85 07 09 {ANNA}",
    f"85 07 09-{ANNA}",
    f"85 07 09 - {ANNA}",
    "85 07 09 98 05",
    "850709 98 05",
    "850709-98 05",
    "19850709 98 05",
    "1985 07 09 98 05",
    "19 85 07 09 98 05",
    f"1985 07 09 {ANNA}",
    f"1985 0709 {ANNA}",
    f"19 850709-{ANNA}",
    f"85-07-09-{ANNA}",
    f"1985-07-09-{ANNA}",
    f"1985-07-09 {ANNA}",
    f"1985‑07‑09–{ANNA}",
    f"850709\u00a0{ANNA}",
    f"850709\u2007{ANNA}",
    f"850709\u2009{ANNA}",
    f"850709\u202f{ANNA}",
    f"850709\t{ANNA}",
    f"85\u00a007\u00a009\u00a0{ANNA}",
    f"850709\u200b{ANNA}",
    f"850709\u00ad{ANNA}",
    f"850709\u2010{ANNA}",
    f"850709\u2011{ANNA}",
    f"850709\u2012{ANNA}",
    f"850709\u2013{ANNA}",
    f"850709\u2014{ANNA}",
    f"850709\u2015{ANNA}",
    f"850709\u2212{ANNA}",
    f"850709\ufe63{ANNA}",
    f"850709\uff0d{ANNA}",
    f"850709 \u2013 {ANNA}",
    f"19850709\u2011{ANNA}",
    f"120229+{OLD}",
    f"19120229+{OLD}",
    f"19120229-{OLD}",
    f"120229 + {OLD}",
    f"18900709-{number('900709', '123')}",
    f"18900709{number('900709', '123')}",
    f"000229-{LEAP}",
    f"20000229{LEAP}",
    f"850769-{COORDINATED}",
    f"850769{COORDINATED}",
    f"19850769-{COORDINATED}",
    f"85 07 69 {COORDINATED}",
    f"991291-{LAST_OF_THEM}",
    f"Brukaren 850709-{ANNA} föll i badrummet.",
    f"Brukaren (850709-{ANNA}) föll.",
    f"pnr:850709-{ANNA}.",
    f"pnr850709-{ANNA}x",
    f"Hon föll\n850709-{ANNA}\noch slog sig",
    f"dnr VON-2027-00123, 850709-{ANNA}",
    f"den 12 10 850709-{ANNA}",
    f"rum 12 01 850709{ANNA}",
    f"2027-01-11 850709-{ANNA}",
    f"850709-{number('850709', '123')[:3]}x, nej 850709-{ANNA}",
    f"https://karlstad.example/journal/19850709{ANNA}",
)

HARMLESS = (
    "",
    "Allt gick bra.",
    "850709",
    "850709-",
    "850709-980",
    "850709-9806",
    "198507099806",
    "850709-98055",
    "1850709-9805",
    "850709-0000",
    "850732-9805",
    "851309-9805",
    "850229-1239",
    "850700-9805",
    "850792-1236",
    "21850709-9805",
    "17850709-9805",
    "054-540 00 00",
    "054-18 15 30",
    "070-123 45 67",
    "070-174 06 05",
    "+46 70 123 45 67",
    "+46701234567",
    "0046 54 540 00 00",
    "212000-1850",
    "2120001850",
    "16212000-1850",
    "556036-0793",
    "5560360793",
    "VON-2027-00123",
    "Dnr 2027/00412-1",
    "KS 2027:1145",
    "§ 48",
    "2027-02-28",
    "20270228",
    "2027-01-01–2027-03-31",
    "2027-01-01 - 2027-03-31",
    "2027-01-02–2027-01-09",
    "2027-01-01 till 2027-12-31",
    "20270101-20271231",
    "270101-271231",
    "2027-03-15 kl. 13.00",
    "2027-03-15 13:00–15:00",
    "2027-01-11T09:00",
    "vecka 2701-2752",
    "12 500 000 kr",
    "1 250 000,50 kr",
    "8507099,805",
    "12345678901234",
    "8507 0998 0512 3456",
    "BG 5050-1055",
    "PG 12 34 56-7",
    "SE45 5000 0000 0583 9825 7466",
    "65 218 invånare, 1 240 personal",
    "10.12.14.200",
    "97,5 procent av 1 204",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_number_is_seen_when_it_is_a_persons(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_nothing_is_seen_when_it_is_no_persons_number(text: str) -> None:
    assert not holds_personal_number(text)


def test_every_number_is_found_where_it_stands() -> None:
    text = f"Både 850709-{ANNA} och 19850769{COORDINATED} föll, men inte 212000-1850."

    assert list(personal_numbers_in(text)) == [Finding(5, 16), Finding(21, 33)]


def test_finding_never_says_what_it_found() -> None:
    (finding,) = personal_numbers_in(f"850709-{ANNA}")

    assert ANNA not in repr(finding)


@pytest.mark.parametrize("day", range(1, 29))
@pytest.mark.parametrize("month", range(1, 13))
def test_number_is_seen_for_every_day_of_birth(month: int, day: int) -> None:
    birth = f"47{month:02}{day:02}"

    assert holds_personal_number(f"{birth} {number(birth, '123')}")
