"""Numbers that come as text from outside: keys, years and pages in addresses and forms."""

CEILING = 2**63  # what a database column holds is smaller
_LONGEST = len(str(CEILING))


def whole_number(text: str) -> int | None:
    """The number that plain digits spell; nothing where they spell none, or one that no column could hold."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        return None
    return number if (number := int(text)) < CEILING else None
