"""The Swedish sentences of `arshjul doctor`."""

from collections.abc import Sequence
from datetime import date

FINE = "OK "
TO_DO = "ATT GÖRA"
WRONG = "FEL"
SETTINGS_FINE = "Inställningarna räcker för att köra tjänsten."
MOST_NAMES = 10
NEAR_DAYS = 60
"""How long before its end a certificate is to be renewed: new ones often take weeks to get."""
REFUSED = "Be hen öppna appen i Teams och skriva hej till boten, eller kontrollera att den är installerad."
REFUSALS = {
    "MessageWritesBlocked": "Appen är blockerad eller borttagen. Be hen lägga till den igen och skriva hej till boten.",
    "BotNotInConversationRoster": "Appen är inte installerad hos personen. Ge ut den i Teams administrationscenter.",
    "ConversationBlockedByUser": (
        "Personen har blockerat appen. Be hen ta bort blockeringen i Teams och skriva hej till boten."
    ),
    "BotDisabledByAdmin": "Appen är avstängd av en administratör. Slå på den i Teams administrationscenter.",
    "NotEnoughPermissions": "Appen får inte skriva till personen. Se över appens policy i Teams administrationscenter.",
}


def clock_and_holidays(today: date, free: int) -> str:
    return f"Klockan säger {today.isoformat()} i Stockholm, och kalendern känner {free} helgdagar och aftnar i år."


def wheel_todo(municipality: str, key: str, count: int) -> str:
    if count == 0:
        return f"Årshjulet för {municipality} är färdigbestämt."
    what = "1 sak återstår" if count == 1 else f"{count} saker återstår"
    return f"{what} att bestämma i årshjulet för {municipality}. Se: arshjul wheel todo {key}"


def database_unreachable(error: str) -> str:
    return f"Databasen går inte att öppna ({error}). Kontrollera ARSHJUL_DATABASE_URL."


TABLES_OLDER = "Databasens tabeller är äldre än programmet. Säkerhetskopiera, och kör sedan: arshjul db upgrade"
TABLES_NEWER = "Databasens tabeller är nyare än programmet. Installera den senaste versionen av programmet."


def people_entered(count: int) -> str:
    if count == 0:
        return "Inga personer är inlästa. Läs in dem med: arshjul people import FIL.csv"
    return "1 person är inläst." if count == 1 else f"{count} personer är inlästa."


def no_administrator(role: str) -> str:
    return f"Ingen har rollen {role}, så ingen får veta hur utskicken går. Ge minst två personer rollen i personfilen."


def one_administrator(name: str, role: str) -> str:
    return (
        f"Bara {name} har rollen {role}. Ge en till den i personfilen, som får veta hur utskicken går när hen är borta."
    )


def people_without_entra(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = f" och {len(names) - MOST_NAMES} till" if len(names) > MOST_NAMES else ""
    return f"Saknar Entra-id och kan inte nås i Teams: {shown}{more}. Fyll i entra_object_id i personfilen."


def people_by_mail(count: int) -> str:
    who = "1 person" if count == 1 else f"{count} personer"
    return f"{who} utan Entra-id får e-post i stället för Teams, så länge de har en roll."


NO_MAIL = "Ingen e-post skickas. Behövs den för dem som inte har Teams: ställ in ARSHJUL_SMTP_HOST."
MAIL_ADVICE = {
    "smtp:535": "Kontrollera ARSHJUL_SMTP_USER och ARSHJUL_SMTP_PASSWORD_FILE.",
    "smtp:starttls": "Den erbjuder inte STARTTLS. Kontrollera ARSHJUL_SMTP_PORT, eller ange ARSHJUL_SMTP_SECURITY=tls.",
}
MAIL_UNREACHABLE = "Kontrollera ARSHJUL_SMTP_HOST, ARSHJUL_SMTP_PORT, brandväggen och serverns certifikat."


def mail_answers(host: str, port: int, sender: str) -> str:
    return f"E-postservern {host}:{port} svarar. Breven kommer från {sender}."


def mail_refused(host: str, port: int, code: str) -> str:
    return f"E-postservern {host}:{port} tar inte emot ({code}). {MAIL_ADVICE.get(code, MAIL_UNREACHABLE)}"


def cannot_be_reached(name: str, email: str, code: str, since: date) -> str:
    return f"{name} ({email}) kan inte nås i Teams sedan {since.isoformat()} ({code}). {what_to_do(code)}"


def what_to_do(code: str) -> str:
    """About one whom Teams refused with that code."""
    return REFUSALS.get(code, REFUSED)


def certificate_ends(day: date, days_left: int) -> str:
    if days_left < 0:
        return f"Appens certifikat gick ut {day.isoformat()}: boten kan inte skriva. Lägg in ett nytt här och i Entra."
    if days_left <= NEAR_DAYS:
        return f"Appens certifikat går ut {day.isoformat()}. Lägg in ett nytt i Entra och här före den dagen."
    return f"Appens certifikat gäller till {day.isoformat()}."


def database_answers(where: str) -> str:
    return f"Databasen svarar: {where}"


def body_without_channel(name: str) -> str:
    return f"{name} har ingen kanal för sina sammanfattningar. Sekreteraren skriver ”koppla” till boten i kanalen."
