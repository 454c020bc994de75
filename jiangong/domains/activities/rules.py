"""What may be typed about activities, and what may stand in the way; refusals are sentences, or ""."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from jiangong.domains.activities.choices import ActivityState, Mode
from jiangong.domains.activities.models import Activity
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

FIRST_YEAR = 2000
FAR = timedelta(days=550)
LONG = timedelta(days=92)
CROWD = 5_000  # at one spot; more is possible and rare
MOST_SPEAKERS = 20
LONGEST_NAME = 40
_LINE = re.compile(r"(?P<who>[^\t,，]{1,80}?)\s*(?:[\t,，]\s*(?P<note>.{1,80}))?")
_MARKED = re.compile(r".*[（(#].*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker as typed: a registered person, or a name with where they come from."""

    name: str
    note: str = ""
    person: Person | None = None


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n；;]+", text) if line.strip()]


def names_in(lines: Iterable[str]) -> tuple[set[str], set[str]]:
    """Who must be registered because the writing says so, and who may be: bare names."""
    found = [read for line in lines if (read := _LINE.fullmatch(line))]
    marked = {one["who"] for one in found if _MARKED.fullmatch(one["who"])}
    return marked, {one["who"] for one in found if not one["note"]} - marked


def read_speakers(text: str, meant: Mapping[str, Person | str]) -> list[Spoken]:
    """One per line: a registered person by name (``meant`` says who), anybody else by name and where from."""
    lines = lines_of(text)
    if len(lines) > MOST_SPEAKERS:
        raise ValueError(f"主讲人最多{MOST_SPEAKERS}位，请只写主要的。")
    return [_speaker(line, meant) for line in lines]


def _speaker(line: str, meant: Mapping[str, Person | str]) -> Spoken:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"看不懂“{line[:20]}”。每行写一位，例如“王敏，市委党校副教授”。")
    who, note = found["who"].strip(), (found["note"] or "").strip()
    person = meant.get(who)
    if isinstance(person, str):
        raise ValueError(f"{person}不是登记过的人，请写成“姓名，单位职务”。")
    if person is None and len(who) > LONGEST_NAME:
        raise ValueError(f"姓名“{who[:20]}…”太长。单位、职务请写在逗号后面。")
    return Spoken(who, note, person)


def dates_fault(starts_on: date, ends_on: date | None, today: date) -> tuple[str, str]:
    """The field and the sentence when the days cannot be right."""
    if starts_on.year < FIRST_YEAR or starts_on > today + FAR:
        return "starts_on", f"日期应在{FIRST_YEAR}年到{(today + FAR).year}年之间，请核对年份。"
    if ends_on and ends_on < starts_on:
        return "ends_on", "结束日期不能早于开始日期。"
    return "", ""


def count_fault(last_on: date, count: int | None, today: date, *, is_new: bool) -> str:
    """People are counted when it is over, and then they must be."""
    if count and last_on > today:
        return f"活动到{format_day(last_on)}才结束，参加人数请结束后再填。"
    if is_new and not count and last_on < today:
        return "活动日期已过，请填写参加人数；没有举办的，不用登记。"
    return ""


def doubts(starts_on: date, ends_on: date | None, count: int | None, mode: str) -> list[str]:
    """What is possible but seldom true."""
    found = []
    if ends_on and ends_on - starts_on > LONG:
        found.append(f"历时{(ends_on - starts_on).days + 1}天，请核对起止日期。")
    if count and count > CROWD and mode == Mode.OFFLINE:
        found.append(f"线下参加{count}人，请核对是不是多写了一位数。")
    return found


def revising_refusal(activity: Activity, actor: Actor) -> str:
    """What was called off or is void stays as it was."""
    if not actor.can("activities.edit"):
        return "您当前的任职没有“登记活动和结果”的权限。"
    if not activity.is_live:
        return f"这项活动{activity.get_state_display()}，登记内容不能再改。"
    return ""


def holding_refusal(activity: Activity, actor: Actor) -> str:
    """Nobody knows how something went before it is over."""
    if activity.last_on > timezone.localdate():
        return f"活动到{format_day(activity.last_on)}才结束，请结束后再登记结果。"
    return ""


def attaching_refusal(activity: Activity, slot: Slot, actor: Actor) -> str:
    return revising_refusal(activity, actor)


def is_held(activity: Activity) -> bool:
    return activity.state == ActivityState.HELD
