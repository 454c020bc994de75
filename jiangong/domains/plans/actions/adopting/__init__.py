"""From a reading to a draft plan: what was found becomes rows that people correct beside their source."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jiangong.domains.organizations.actions import settle_names
from jiangong.domains.plans.actions.adopting.goals import write_goals
from jiangong.domains.plans.actions.adopting.indicators import catalogue_owner
from jiangong.domains.plans.actions.adopting.names import Names
from jiangong.domains.plans.actions.adopting.rubrics import write_rubrics
from jiangong.domains.plans.actions.adopting.tasks import write_steps, write_tasks
from jiangong.domains.plans.models import Edition, Plan, Program, Reading
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal

Result = dict[str, Any]
AIM = re.compile(r"(?:工作|总体|主要|年度)?目标(?:任务|要求)?|(?:总体|目标)(?:要求|任务)")
ISSUING = re.compile(r"关于(?:印发|下发|转发|发布)《(?P<title>[^《》]+(?:《[^《》]+》[^《》]*)*)》的通知")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
NUMBER_YEAR = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\]）)]")
LONGEST_TITLE, LONGEST_AIM = 200, 4000


@transaction.atomic
def adopt_reading(reading: Reading, *, actor: Actor) -> Plan:
    """Make the draft plan of a reading, once: a repetition gets the plan that is there."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if actor.organization is None:
        raise Refusal("您当前没有任职的组织，不能拟订计划。请先切换任职。")
    mine = Reading.objects.ungated("the reading this act was given").filter(pk=reading.pk)
    mine.update(version=F("version") + 1)  # whoever adopts the same reading waits here
    reading.refresh_from_db()
    if reading.plan is not None:
        return reading.plan
    plan = _plan_of(reading, actor)
    fill_plan(plan, reading.result, reading.text, actor=actor)
    mine.update(plan=plan)
    reading.plan = plan
    record(actor, "plans.plan.create", plan)
    record(actor, "plans.reading.adopt", reading, plan=plan.pk)
    return plan


def fill_plan(plan: Plan, result: Result, text: str, *, actor: Actor) -> None:
    """Everything a reading found, in a number of statements that does not grow with the notice."""
    names = Names(_written_names(result), actor, _day(result.get("issued_on")))
    programs = _write_programs(plan, result, text)
    Edition.objects.create(plan=plan, number=1, drafter=actor.user)
    tasks = write_tasks(programs, result, names)
    write_goals(programs, result, names, actor)
    write_steps(programs, tasks, result)
    write_rubrics(programs, result, plan, catalogue_owner(actor.organization))
    settle_names(names.to_settle(), context=f"计划“{plan.title}”", actor=actor)


def _plan_of(reading: Reading, actor: Actor) -> Plan:
    result = reading.result
    day = _day(result.get("issued_on"))
    return Plan.objects.create(
        organization=actor.organization,
        title=title_of(result.get("title") or "") or reading.name.rsplit(".", 1)[0][:LONGEST_TITLE],
        year=year_of(result),
        official_number=(result.get("number") or "")[:60],
        issuer_names=(result.get("issuer") or "")[:200],
        addressees="、".join(result.get("addressees") or ())[:1000],
        dated_on=day,
        document=reading.document,
        drafter=actor.user,
    )


def title_of(title: str) -> str:
    """What a notice is about: 关于印发《某某方案》的通知 is 某某方案."""
    found = ISSUING.search(title)
    return (found["title"] if found else title).strip()[:LONGEST_TITLE]


def year_of(result: Result) -> int:
    """The year a notice is for: named in its title, else of its number, else of its date, else this one."""
    titles = [result.get("title") or "", *(one["title"] for one in result.get("plans") or ())]
    for title in titles:
        if found := YEAR.search(title):
            return int(found[0])
    if found := NUMBER_YEAR.search(result.get("number") or ""):
        return int(found[1])
    day = _day(result.get("issued_on"))
    return day.year if day else timezone.localdate().year


def _write_programs(plan: Plan, result: Result, text: str) -> list[Program]:
    found = result.get("plans") or [{"title": plan.title, "span": [None, None]}]
    headings = sorted(_headings(result.get("outline") or ()), key=lambda one: one["span"])
    starts = [one["span"][0] for one in found]
    programs = []
    for place, one in enumerate(found):
        begin, end = one["span"]
        until = starts[place + 1] if place + 1 < len(starts) else len(text)
        programs.append(
            Program(
                plan=plan,
                position=place + 1,
                title=one["title"][:LONGEST_TITLE],
                aim=_aim(headings, begin or 0, until, text),
                source_start=begin,
                source_end=end,
            )
        )
    return Program.objects.bulk_create(programs)


def _aim(headings: list[dict[str, Any]], begin: int, until: int, text: str) -> str:
    """The paragraphs under 目标任务 within one programme."""
    inside = [one for one in headings if begin <= one["span"][0] < until]
    for place, one in enumerate(inside):
        if AIM.fullmatch(one["title"].strip()):
            following = [later for later in inside[place + 1 :] if later["level"] <= one["level"]]
            end = min((later["span"][0] for later in following), default=until)
            found = text[one["span"][1] : end].strip()
            for later in following[:1]:  # a heading's place begins after its label
                found = found.removesuffix(later.get("label") or "").strip()
            return found[:LONGEST_AIM]
    return ""


def _headings(outline: Any) -> Iterator[dict[str, Any]]:
    for one in outline:
        yield one
        yield from _headings(one.get("children") or ())


def _written_names(result: Result) -> Iterator[str]:
    for table in result.get("tables") or ():
        yield from (row["organization"] for row in table["rows"])
    for measure in result.get("measures") or ():
        for role in ("lead", "responsible", "joint"):
            yield from measure.get(role) or ()
    if result.get("issuer"):
        yield result["issuer"]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
