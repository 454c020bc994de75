"""Shows just enough of a personal value to recognise it, never enough to use it."""

import re

# Seven digits or more, whatever their width and whatever stands between them; written out in characters too.
_NUMBERS = re.compile(
    r"(?:[0-9０-９][\s\-‐–—－.·•/()（）]{0,2}){7,}[XxＸｘ]?|[零〇○一二三四五六七八九两幺]{7,}"
)
_MOBILE_LENGTH, _ID_NUMBER_LENGTH = 11, 18


def mask_id_number(number: str) -> str:
    """Keep four characters at either end, 4101**********0038; of a shorter document number a quarter."""
    text = number.strip()
    if len(text) == _ID_NUMBER_LENGTH:
        return f"{text[:4]}**********{text[-4:]}"
    shown = min(4, len(text) // 4)
    return _mask_middle(text, shown, shown)


def mask_phone(number: str) -> str:
    """138****1234 for a mobile number, 0371-****6789 for a landline, whose extension is left out."""
    text = number.strip()
    if len(text) == _MOBILE_LENGTH and "-" not in text:
        return f"{text[:3]}****{text[-4:]}"
    area, hyphen, rest = text.partition("-")
    if hyphen and area.startswith("0"):
        line = rest.partition("-")[0]
        return f"{area}-{_mask_middle(line, 0, min(4, len(line) // 2))}"
    if len(text) == _MOBILE_LENGTH:
        return _mask_middle(text, 3, 4)
    return _mask_middle(text, 0, len(text) // 3)


def mask_numbers(text: str) -> str:
    """A text for everybody: what could be a phone, an identity or an account number is starred out whole."""
    return _NUMBERS.sub(lambda found: "*" * min(len(found[0]), 8), text)


def _mask_middle(text: str, head: int, tail: int) -> str:
    """As many stars as characters are hidden between what is shown at either end."""
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
