"""Why something cannot be done with a studio, as a sentence, or an empty text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.people.models import Person
from jiangong.domains.studios.choices import IN_FORCE, OPEN_STATES, ReviewResult, StudioLevel, StudioState
from jiangong.domains.studios.models import Grant, Result, Review, Studio, Topic
from jiangong.domains.studios.queries.elements import checklist
from jiangong.domains.studios.queries.studios import twin_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

FIRST_DAY = date(1980, 1, 1)
FIRST_REVIEW = 2000
_OWN_LEVELS = {StudioLevel.TEAM, StudioLevel.UNIT}
_DISTRICT_LEVELS = {*_OWN_LEVELS, StudioLevel.DISTRICT}
# Up to which level a union names, confirms and revokes; the federation records what stands above it too.
NAMED_AT: dict[str, set[StudioLevel]] = {
    OrganizationKind.DISTRICT: _DISTRICT_LEVELS,
    OrganizationKind.ZONE: _DISTRICT_LEVELS,
    OrganizationKind.INDUSTRY: _DISTRICT_LEVELS,
    OrganizationKind.ENTERPRISE: _OWN_LEVELS,
    OrganizationKind.TOWNSHIP: _OWN_LEVELS,
    OrganizationKind.GRASSROOTS: _OWN_LEVELS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioFacts:
    """What is said about a studio; form, import and program say the same."""

    name: str
    kind: str
    level: str
    organization: Any
    industry: str = ""
    founded_on: date | None = None
    place: str = ""
    equipment: str = ""
    rules_text: str = ""
    introduction: str = ""
    leader: Person | None = None


def levels_of(actor: Actor) -> set[StudioLevel]:
    """The levels on which this actor's union decides."""
    if actor.sees_everything:
        return set(StudioLevel)
    organization = actor.organization
    return NAMED_AT.get(organization.kind, set()) if organization is not None else set()


def level_refusal(level: str, actor: Actor) -> str:
    """Whoever named it, or stands above, decides about it."""
    if level in levels_of(actor):
        return ""
    return f"{StudioLevel(level).label}工作室由上一级工会办理，请报上一级工会。"


def deciding_refusal(studio: Studio, actor: Actor) -> str:
    return level_refusal(studio.level, actor)


def editing_refusal(studio: Studio, actor: Actor) -> str:
    if not actor.can("studios.edit"):
        return f"您当前的任职没有“{label_of('studios.edit')}”的权限。"
    if studio.state not in OPEN_STATES:
        return f"这个工作室{studio.get_state_display()}，不能再改。"
    return ""


def attaching_refusal(studio: Studio, slot: Slot, actor: Actor) -> str:
    return editing_refusal(studio, actor)


def twin_refusal(studio: Studio) -> str:
    twin = twin_of(studio)
    if twin is None:
        return ""
    return f"{twin.organization}已有同名的工作室（{twin.get_state_display()}）。请打开原来的档案修改，或换一个名称。"


def day_refusal(day: date | None, label: str) -> str:
    """Days in the life of a studio lie between 1980 and today."""
    if day is None:
        return ""
    if day > timezone.localdate():
        return f"{label}不能晚于今天。"
    return f"{label}早于1980年，请核对。" if day < FIRST_DAY else ""


def registering_refusal(studio: Studio, actor: Actor) -> str:
    """Everything the checklist names must be there."""
    missing = [one.label for one in checklist(studio) if not one.is_there]
    return f"还缺{len(missing)}项登记要素：{'、'.join(missing)}。补齐后再确认登记。" if missing else ""


def levels_to_name(studio: Studio, actor: Actor) -> list[StudioLevel]:
    """The levels this actor may name it at: above every one it was named at already."""
    order = list(StudioLevel)
    named = [order.index(StudioLevel(one.level)) for one in studio.namings.all()]
    return [one for one in order[max(named, default=-1) + 1 :] if one in levels_of(actor)]


def raising_refusal(studio: Studio, actor: Actor) -> str:
    """Whether there is a level left to name it at, here."""
    if levels_to_name(studio, actor):
        return ""
    if not levels_of(actor):
        return "工作室由工会命名，您当前的任职不能办理。"
    return f"这个工作室已经命名为{studio.get_level_display()}，更高的级别由上一级工会命名。"


def naming_refusal(studio: Studio, level: str, named_on: date, actor: Actor) -> str:
    if reason := level_refusal(level, actor):
        return reason
    if level not in levels_to_name(studio, actor):
        return f"这个工作室已经命名为{studio.get_level_display()}，请选择更高的级别。"
    if reason := day_refusal(named_on, "命名日期"):
        return reason
    if studio.founded_on and named_on < studio.founded_on:
        return f"命名日期不能早于创建日期{format_day(studio.founded_on)}。"
    return ""


def reviewing_refusal(studio: Studio, actor: Actor) -> str:
    """Whether this studio is confirmed at all, and here."""
    if not actor.can("studios.review"):
        return f"您当前的任职没有“{label_of('studios.review')}”的权限。"
    if studio.state not in (StudioState.NAMED, StudioState.WARNED):
        return f"这个工作室{studio.get_state_display()}，命名后才按年度复核。"
    return deciding_refusal(studio, actor)


def review_refusal(studio: Studio, review: Review) -> tuple[str, str]:
    """The field and the sentence, when a year's result cannot stand so."""
    today = timezone.localdate()
    if not FIRST_REVIEW <= review.year <= today.year:
        return "year", f"复核年度应在{FIRST_REVIEW}至{today.year}年之间。"
    if studio.reviewed_year is not None and review.year <= studio.reviewed_year:
        return "year", f"{studio.reviewed_year}年度已有复核结论，请复核以后的年度。"
    if reason := day_refusal(review.reviewed_on, "复核日期"):
        return "reviewed_on", reason
    if review.reviewed_on.year < review.year:
        return "reviewed_on", "复核日期不能早于复核年度。"
    if (
        review.result == ReviewResult.REVOKE
        and studio.effective_on
        and review.reviewed_on < studio.effective_on
    ):
        return "reviewed_on", f"撤销日期不能早于登记日期{format_day(studio.effective_on)}。"
    if review.result != ReviewResult.PASS and not review.reason:
        return "reason", f"复核结果为“{review.get_result_display()}”的，请写明理由。"
    return "", ""


def revoking_refusal(studio: Studio, revoked_on: date) -> str:
    if reason := day_refusal(revoked_on, "撤销日期"):
        return reason
    if studio.effective_on and revoked_on < studio.effective_on:
        return f"撤销日期不能早于登记日期{format_day(studio.effective_on)}。"
    return ""


def leading_refusal(studio: Studio, person: Person, from_on: date) -> tuple[str, str]:
    """The field and the sentence, when this person cannot lead from that day."""
    if studio.leader_id == person.pk:
        return "person", f"{person.name}已经是领衔人，不用更换。"
    if reason := day_refusal(from_on, "开始日期"):
        return "from_on", reason
    current = studio.leaderships.filter(ends_on=None).first()
    if current and from_on < current.starts_on:
        return "from_on", f"现任领衔人{format_day(current.starts_on)}开始任职，更换日期不能更早。"
    return "", ""


def publishing_refusal(studio: Studio, actor: Actor) -> str:
    if not actor.can("studios.publish"):
        return f"您当前的任职没有“{label_of('studios.publish')}”的权限。"
    if studio.state not in IN_FORCE:
        return "登记以后的工作室才能公开名片。"
    return ""


def part_refusals(studio: Studio, part: Any) -> Iterator[tuple[str, str]]:
    """Field and sentence for what cannot be right about a topic, a result or a grant."""
    today = timezone.localdate()
    for name, label in (
        ("started_on", "立项日期"),
        ("finished_on", "完成日期"),
        ("obtained_on", "取得日期"),
        ("received_on", "到账日期"),
    ):
        if reason := day_refusal(getattr(part, name, None), label):
            yield name, reason
    if isinstance(part, Topic) and part.due_on and part.due_on < part.started_on:
        yield "due_on", "计划完成日期不能早于立项日期。"
    if isinstance(part, Topic) and part.finished_on and part.finished_on < part.started_on:
        yield "finished_on", "完成日期不能早于立项日期，请核对。"
    if isinstance(part, Result) and part.topic and part.topic.studio_id != studio.pk:
        yield "topic", "请选择本工作室的课题。"
    if isinstance(part, Result):
        same = studio.results.filter(title=part.title, voided_at=None).exclude(pk=part.pk).first()
        if same is not None:
            yield "title", f"这个工作室{format_day(same.obtained_on)}已登记过同名成果，请核对，或写明区别。"
    if isinstance(part, Grant) and not FIRST_DAY.year <= part.year <= today.year:
        yield "year", f"年度应在{FIRST_DAY.year}至{today.year}年之间。"
    if isinstance(part, Grant) and part.amount is not None and part.amount <= 0:
        yield "amount", "金额应大于零。"
