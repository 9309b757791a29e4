"""Calendar words: months, weekdays and the parts of a day, as English reports write them."""

from typing import Final

MONTHS: Final[dict[str, int]] = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS: Final[dict[str, tuple[int, int]]] = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
# "The March 14 alliance": a day that has become a name.
DAY_BEARERS: Final = frozenset(
    ["movement", "alliance", "revolution", "coalition", "brigade", "brigades", "bridge", "square", "street", "university", "party",
     "camp", "hospital", "stadium", "martyrs", "army", "regiment", "battalion"]
)  # fmt: skip
# "Black Friday", "Palm Sunday" are names of days of their own; "every Friday" is a habit.
NO_DAY: Final = frozenset(["black", "good", "bloody", "palm", "easter", "holy", "ash", "every", "each"])
# Days of every year, whatever the country.
FEASTS: Final[dict[tuple[str, ...], tuple[int, int]]] = {
    ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24), ("new", "year", "'s", "eve"): (12, 31),
    ("new", "year", "'s", "day"): (1, 1),
}  # fmt: skip
DAY_PARTS: Final[frozenset[str]] = frozenset(
    ["morning", "afternoon", "evening", "night", "noon", "dawn", "midnight"]
)
# Reports on living conflicts name these years; a number outside is a count or a time of day.
YEARS: Final = range(1900, 2100)
