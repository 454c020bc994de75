"""What may be typed about places, and what may stand in the way; refusals are Chinese sentences, or ""."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from jiangong.domains.places.choices import ALL_FACILITIES, FACILITIES, PlaceKind
from jiangong.domains.places.models import Inspection, Place
from jiangong.domains.places.models.places import EAST, NORTH, SOUTH, WEST
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot

FIRST_YEAR = 1949
NO_DAY = "发现了问题，请填写整改期限。"
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?|[48]00-?\d{3}-?\d{4}|1\d{4}")
_DIGITS = Decimal("0.000001")
_SEPARATORS = re.compile(r"[、，,；;/\s]+")


def read_phone(text: str) -> str:
    """A number of the place: a landline, 400 or a hotline; a private person's is not kept here."""
    plain = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", text)).replace("—", "-").replace("–", "-")
    if _MOBILE.fullmatch(plain.replace("-", "")):
        raise ValueError("这里只填场所的公开电话（座机、400电话或12351），不填个人手机号。")
    if plain and not _PHONE.fullmatch(plain):
        raise ValueError("看不懂这个电话。请写成0371-67180000这样的座机，或400电话、12351。")
    return plain


def read_coordinate(text: str, label: str) -> Decimal:
    """Degrees with at most six decimals, within the country."""
    low, high = (WEST, EAST) if label == "经度" else (SOUTH, NORTH)
    try:
        degrees = Decimal(unicodedata.normalize("NFKC", str(text)).strip().rstrip("°"))
        inside = low <= degrees <= high
    except InvalidOperation:
        raise ValueError(f"{label}请填写度数，例如{'113.625300' if low == WEST else '34.746600'}。") from None
    if not inside:
        other = SOUTH <= degrees <= NORTH if low == WEST else WEST <= degrees <= EAST
        hint = "经度和纬度好像填反了。" if other else ""
        raise ValueError(f"{hint}{label}应在{low}到{high}之间，请核对。")
    return degrees.quantize(_DIGITS)


def read_facilities(text: str, kind: str) -> list[str]:
    """Codes of the labels in a cell, by the checklist of the kind."""
    known = {one.label: one.code for one in FACILITIES[kind]}
    words = [word for word in _SEPARATORS.split(text.strip()) if word]
    unknown = [word for word in words if word not in known]
    if unknown:
        raise ValueError(
            f"{PlaceKind(kind).label}的清单里没有“{unknown[0][:20]}”，请从“{'、'.join(known)}”中填写。"
        )
    return [one.code for one in FACILITIES[kind] if one.label in words]


def opening_fault(day: date | None, today: date) -> str:
    """A day of opening is neither before the unions of this state nor in the future."""
    if day is None:
        return ""
    if day > today:
        return "建成开放日期不能晚于今天；还没有开放的，开放后再登记。"
    return "" if day.year >= FIRST_YEAR else f"建成开放日期不能早于{FIRST_YEAR}年，请核对年份。"


def basis_fault(kind: str, basis: str) -> str:
    """A demonstration base rests on a decision that somebody may ask for."""
    if kind == PlaceKind.SHOW_BASE and not basis.strip():
        return "示范基地请填写命名依据（文件名称和文号）。"
    return ""


def revising_refusal(place: Place, actor: Actor) -> str:
    """Facts of what is closed or void are history."""
    if not actor.can("places.edit"):
        return "您当前的任职没有“登记阵地、检查和整改”的权限。"
    if not place.is_standing:
        return f"这个阵地{place.get_state_display()}，登记内容不能再改。"
    return ""


def attaching_refusal(place: Place, slot: Slot, actor: Actor) -> str:
    return revising_refusal(place, actor)


def proving_refusal(inspection: Inspection, slot: Slot, actor: Actor) -> str:
    if not actor.can("places.edit"):
        return "您当前的任职没有“登记阵地、检查和整改”的权限。"
    return "" if inspection.state != "void" else "这次检查已作废，材料不能再改。"


def standing_refusal(inspection: Inspection, actor: Actor) -> str:
    """What is closed is put right no more."""
    place = inspection.place
    return "" if place.is_standing else f"“{place.name}”{place.get_state_display()}，不必再整改。"


def closing_fault(place: Place, day: date, today: date) -> str:
    if day > today:
        return "撤销日期不能晚于今天，请到当天再办理。"
    return "" if day >= place.opened_on else "撤销日期不能早于建成开放日期，请核对。"


def known_facilities(kind: str, codes: list[str]) -> list[str]:
    """Those codes that stand on the kind's checklist, in its order."""
    return [one.code for one in FACILITIES[kind] if one.code in codes and one.code in ALL_FACILITIES]
