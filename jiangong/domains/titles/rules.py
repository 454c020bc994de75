"""Why a title cannot be registered, changed or revoked so, as a sentence, or an empty text."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import FIRST_YEAR, Award, Title
from jiangong.domains.titles.queries import twin_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFacts:
    """What is said about a title that was given; form, import and program say the same."""

    title: Title
    year: int
    given_on: date
    person: Person | None = None
    unit: Organization | None = None
    enterprise: Enterprise | None = None
    team: str = ""
    basis: str = ""
    note: str = ""


LATEST_GIVING = 2  # a year's titles are given at the latest in the second year after it


def dating_refusal(year: int, given_on: date) -> str:
    """Year and day must go together; slips of the pen show here."""
    if given_on > timezone.localdate():
        return "授予日期不能晚于今天。"
    if given_on.year < FIRST_YEAR:
        return f"授予日期不早于{FIRST_YEAR}年，请核对。"
    if not year <= given_on.year <= year + LATEST_GIVING:
        return f"{year}年度的称号一般在{year}年至{year + LATEST_GIVING}年授予，授予日期是{given_on.year}年，请核对其中一项。"
    return ""


def twin_refusal(award: Award) -> str:
    """The same title for the same bearer in the same year stands already."""
    twin = twin_of(award)
    return told_twin(twin) if twin else ""


def told_twin(twin: Award) -> str:
    """What stands already, as whoever would enter it again is told."""
    state = "" if twin.is_held else f"（{twin.get_state_display()}）"
    return (
        f"{twin.bearer_name}{twin.year}年度的“{twin.title}”已登记{state}，授予日期{format_day(twin.given_on)}。"
        "请核对年度和称号；要更正的，请修改原来的登记。"
    )


def editing_refusal(award: Award, actor: Actor) -> str:
    if not actor.can("titles.edit"):
        return "您当前的任职没有“登记和修改荣誉称号”的权限。"
    if award.state != AwardState.HELD:
        return f"这项称号{award.get_state_display()}，登记内容不能再改。"
    return ""


def attaching_refusal(award: Award, slot: Slot, actor: Actor) -> str:
    if not actor.can("titles.edit"):
        return "您当前的任职没有“登记和修改荣誉称号”的权限。"
    return "这项登记已作废，附件不能再改。" if award.state == AwardState.VOID else ""


def revocation_refusal(award: Award, actor: Actor) -> str:
    """Why there is nothing here that this actor could take back."""
    if not actor.can("titles.revoke"):
        return f"您当前的任职没有“{label_of('titles.revoke')}”的权限。"
    if award.state == AwardState.VOID:
        return "这项登记已作废，没有可以撤销的称号。"
    if award.revoked_on:
        return f"这项称号已于{format_day(award.revoked_on)}撤销，不用再撤销；撤销有误的，请在称号页面恢复。"
    return ""


def revoking_refusal(award: Award, revoked_on: date) -> str:
    if revoked_on > timezone.localdate():
        return "撤销日期不能晚于今天。"
    if revoked_on < award.given_on:
        return f"撤销日期不能早于授予日期{format_day(award.given_on)}。"
    return ""


def retiring_refusal(title: Title, actor: Actor) -> str:
    if not actor.can("titles.manage_catalogue"):
        return "您当前的任职没有“维护称号目录”的权限。"
    return "这个称号已经停用。" if title.is_retired else ""
