"""When a notice opens and closes, and what may be said to it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jiangong.domains.honors.choices import ObjectionState
from jiangong.domains.honors.models import Notice, Objection
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.workdays.days import is_known, is_workday, workdays_after
from jiangong.lib.codes import holds_id_number

BEGIN_OF_WORK = time(9)
DAY = timedelta(days=1)
LATEST_START = timedelta(days=90)


def first_day(opens_at: datetime) -> date:
    """The first day that counts: the day of opening if it is a working day and opens by nine."""
    local = timezone.localtime(opens_at)
    day = local.date()
    if is_workday(day) and local.time() <= BEGIN_OF_WORK:
        return day
    return workdays_after(day, 1)


def next_opening(now: datetime) -> date:
    """The first day whose nine o'clock is still to come and that counts."""
    today = timezone.localdate(now)
    return today if first_day(now) == today else workdays_after(today, 1)


def last_day(opens_at: datetime, days: int) -> date:
    """The last of so many whole working days."""
    return workdays_after(first_day(opens_at) - DAY, days)


def closing_of(opens_at: datetime, days: int) -> datetime:
    """The end of the last day: midnight after it."""
    after = last_day(opens_at, days) + DAY
    return timezone.make_aware(datetime.combine(after, time(0)))


def timing_refusal(opens_at: datetime, days: int) -> str:
    """A notice is announced ahead, and only over days whose holidays are known."""
    now = timezone.now()
    if opens_at < now - timedelta(minutes=5):
        return "公示开始时间不能早于现在。"
    if opens_at > now + LATEST_START:
        return "公示开始时间在三个月以后，请核对。"
    years = {timezone.localtime(opens_at).year, last_day(opens_at, days).year}
    unknown = sorted(year for year in years if not is_known(year))
    if unknown:
        return f"{unknown[0]}年的放假调休还没有录入，不能准确计算工作日。请系统管理员先在“放假和调休”录入。"
    return ""


def recalling_refusal(notice: Notice, actor: Actor) -> str:
    if not actor.can("honors.publish"):
        return f"您当前的任职没有“{label_of('honors.publish')}”的权限。"
    if not runs(notice.programme, actor):
        return f"这个项目由{notice.programme.organization}组织，请由该单位办理。"
    if notice.recalled_at is not None or notice.is_over():
        return "公示已经结束，不用撤下。"
    return ""


def objecting_refusal(notice: Notice) -> str:
    return "" if notice.is_open() else "公示已经结束，不再受理异议。有事请拨打12351。"


def wording_refusal(text: str) -> str:
    """What is said is read by many; the number of a person is not for them."""
    if holds_id_number(text):
        return "情况说明里有身份证号，请删去后再提交；写明姓名和单位就能核实。"
    return ""


def settling_refusal(objection: Objection, actor: Actor) -> str:
    if objection.state != ObjectionState.OPEN:
        return "这条异议已经办结。"
    return tied_refusal(objection, actor)


def tied_refusal(objection: Objection, actor: Actor) -> str:
    """Who is tied to whom an objection is about neither settles it nor learns who objected."""
    about = [objection.nomination] if objection.nomination else []
    return recusal_refusal(objection.notice.programme, about, actor)
