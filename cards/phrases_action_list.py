"""The Swedish sentences of `arshjul action`."""

LIST_COLUMNS = ("Nr", "Plats", "Åtgärd", "Ansvarig", "Senast", "Läge")
LIST_KEYS = ("Nr", "Senast")
HISTORY_COLUMNS = ("När", "Vem", "Vad", "Ord")
NO_ACTIONS = "Det finns inga åtgärder som stämmer med det."
LATE, REPEATED, REMAINING = "försenad", "upprepad", "kvar"


def no_such_action(number: int) -> str:
    return f"Det finns ingen åtgärd {number}. Se: arshjul action list"
