"""What may be typed about activities, and what may stand in the way; refusals are sentences, or ""."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from jiangong.domains.activities.choices import ActivityState, Mode
from jiangong.domains.activities.models import Activity
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import which_person
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

FIRST_YEAR = 2000
FAR = timedelta(days=550)
LONG = timedelta(days=92)
CROWD = 5_000  # at one spot; more is possible and rare
MOST_SPEAKERS = 20
_LINE = re.compile(
    r"(?P<name>[^\t,，、（(]{1,40}?)\s*(?:[（(](?P<year>\d{4})年?生?[)）])?"
    r"(?:\s*[（(](?P<inside>[^()（）]{1,80})[)）]|[\t,，]\s*(?P<after>.{1,80}))?"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker as typed: a registered person, or a name with where they come from."""

    name: str
    note: str = ""
    person: Person | None = None


def names_in(text: str) -> set[str]:
    """The names to look up before a list of speakers is understood."""
    found = [_LINE.fullmatch(line.strip()) for line in lines_of(text)]
    return {one["name"].strip() for one in found if one}


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n；;]+", text) if line.strip()]


def read_speakers(text: str, known: Mapping[str, Sequence[Person]]) -> list[Spoken]:
    """One per line. A bare name, or one with a year of birth, is looked up; with a unit it is somebody's from outside."""
    lines = lines_of(text)
    if len(lines) > MOST_SPEAKERS:
        raise ValueError(f"主讲人最多{MOST_SPEAKERS}位，请只写主要的。")
    return [_speaker(line, known) for line in lines]


def _speaker(line: str, known: Mapping[str, Sequence[Person]]) -> Spoken:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"看不懂“{line[:20]}”。每行写一位，例如“王敏，市委党校副教授”。")
    name, year = found["name"].strip(), found["year"] or ""
    note = (found["inside"] or found["after"] or "").strip()
    if note and not year:
        return Spoken(name, note)
    try:
        person = which_person(name, year, known.get(name, ()))
    except ValueError as several:
        raise ValueError(f"{several}不是本单位的人，请写明单位，例如“{name}，市委党校”。") from None
    if person is None and year:
        raise ValueError(f"没有登记{year}年出生的“{name}”。请核对，或写成“{name}，单位职务”。")
    return Spoken(name, note, person)


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
