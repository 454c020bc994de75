"""Numbers that come as text from outside: keys, years and pages in addresses and forms."""

CEILING = 2**63  # what a database column holds is smaller
_LONGEST = len(str(CEILING))
_YEARS = range(1900, 2200)  # what anybody asks for: a calendar knows no year 0, and none after 9999


def whole_number(text: str) -> int | None:
    """The number that plain digits spell; nothing where they spell none, or one that no column could hold."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        return None
    return number if (number := int(text)) < CEILING else None


def year_named(text: str) -> int | None:
    """The year that four plain digits name; nothing where they name none that anybody means."""
    number = whole_number(text) if len(text) == 4 else None
    return number if number in _YEARS else None
