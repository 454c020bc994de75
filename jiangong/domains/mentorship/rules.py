"""What may stand in the way of acts on agreements; each returns the reason in Chinese, or ""."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from jiangong.domains.mentorship.choices import GRADES, OPEN_STATES, AgreementState, Party, rank
from jiangong.domains.mentorship.models import SCAN, Agreement
from jiangong.domains.mentorship.queries.lists import party_of
from jiangong.domains.mentorship.queries.terms import apprentices_at_once, teaching_already
from jiangong.domains.people.models import Person
from jiangong.domains.people.rules import has_reach
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

SHORTEST, LONGEST = timedelta(days=30), timedelta(days=5 * 366)
EARLIEST = date(1990, 1, 1)
DAY = timedelta(days=1)


# Two people


def pair_refusal(master: Person, apprentice: Person) -> str:
    """Whether these two can be master and apprentice at all."""
    if master.pk == apprentice.pk:
        return "师傅和徒弟不能是同一个人，请核对。"
    for person, role in ((master, "师傅"), (apprentice, "徒弟")):
        if person.is_merged or person.is_erased:
            return f"{role}的人员记录已合并或删除，请改选现有的人员。"
    return ""


def grades_refusal(master_grade: str, from_grade: str, to_grade: str) -> tuple[str, str]:
    """The field that is wrong and why; two empty strings when the grades go together."""
    said = {grade: grade.label for grade in GRADES}
    master, now, goal = rank(master_grade), rank(from_grade), rank(to_grade)
    if master <= now:
        compared = f"师傅的技能等级（{said[GRADES[master]]}）应高于徒弟（{said[GRADES[now]]}）"
        return "master_grade", f"{compared}。请核对两人的等级，或改选师傅。"
    if goal <= now:
        return "to_grade", f"培养目标应高于徒弟现有等级（{said[GRADES[now]]}），请改选。"
    return "", ""


def term_refusal(starts_on: date, ends_on: date) -> tuple[str, str]:
    """The field that is wrong and why: slips of the pen in a year are caught here."""
    if starts_on < EARLIEST:
        return "starts_on", f"期限开始不应早于{EARLIEST.year}年，请核对年份。"
    if ends_on <= starts_on:
        return "ends_on", "期限结束应晚于期限开始，请核对两个日期。"
    if ends_on - starts_on < SHORTEST:
        return "ends_on", "期限不足1个月，请核对两个日期。"
    if ends_on - starts_on > LONGEST:
        return "ends_on", "期限超过5年，请核对年份；需要更长的，期满前办理延期。"
    return "", ""


def span_of(agreement: Agreement, ends_on: date | None = None) -> tuple[date, date]:
    """The time an agreement takes, up to the first day it takes no more."""
    return agreement.starts_on, (ends_on or agreement.ends_on) + DAY


def taken_refusal(apprentice_name: str, other: Agreement | None) -> str:
    """One master at a time."""
    if other is None:
        return ""
    until = other.last_day or other.ends_on
    return (
        f"徒弟{apprentice_name}在{format_day(other.starts_on)}至{format_day(until)}由{other.master}带徒"
        f"（{other.organization}，{other.number}），期限重叠。请先终止或办结那份协议，或调整期限。"
    )


def crowded_refusal(master_name: str, others: int) -> str:
    """No more apprentices at once than the setting says; 0 sets no limit."""
    most = settings.MOST_APPRENTICES
    if not most or others < most:
        return ""
    return f"师傅{master_name}同期已带{others}名徒弟，上限为{most}名。请改选师傅，或调整期限。"


def time_refusal(agreement: Agreement, ends_on: date | None = None) -> str:
    """Whether apprentice and master have time for this; asked under a lock when it must hold."""
    span = span_of(agreement, ends_on)
    taken = taken_refusal(
        agreement.apprentice.name, teaching_already(agreement.apprentice_id, span, agreement.pk)
    )
    return taken or crowded_refusal(
        agreement.master.name, apprentices_at_once(agreement.master_id, span, agreement.pk)
    )


# Rights


def reach_refusal(agreement: Agreement, actor: Actor) -> str:
    """Who keeps the ledger of the responsible unit, or of a union above it."""
    if has_reach(actor, agreement.organization):
        return ""
    return f"这份协议由{agreement.organization}负责，请由该单位办理。"


def revising_refusal(agreement: Agreement, actor: Actor) -> str:
    if not actor.can("mentorship.edit"):
        return f"您当前的任职没有“{label_of('mentorship.edit')}”的权限。"
    if agreement.state != AgreementState.DRAFT:
        state = agreement.get_state_display()
        return f"这份协议现在是“{state}”，内容不能再改。待签的可先撤回修改；生效后请办理延期或终止。"
    return reach_refusal(agreement, actor)


def submitting_refusal(agreement: Agreement, actor: Actor) -> str:
    """What is sent to be signed must be able to take effect as far as is known now."""
    return (
        reach_refusal(agreement, actor)
        or pair_refusal(agreement.master, agreement.apprentice)
        or time_refusal(agreement)
    )


def signing_refusal(agreement: Agreement, actor: Actor) -> str:
    party = party_of(agreement, actor)
    if party is None:
        return "请由师傅、徒弟用本人账号登录后签署；纸质签字的请办理“登记纸质签字”。"
    if party not in agreement.unsigned:
        other = Party.APPRENTICE if party == Party.MASTER else Party.MASTER
        return f"您已经签署，等{other.label}签字后生效。"
    return ""


def effect_refusal(agreement: Agreement, actor: Actor) -> str:
    return "师傅、徒弟都签字后自动生效。" if agreement.unsigned else ""


def expiry_refusal(agreement: Agreement, actor: Actor) -> str:
    if agreement.ends_on < timezone.localdate():
        return ""
    return f"期限到{format_day(agreement.ends_on)}，期满后自动转为“期满”。"


def midterm_refusal(agreement: Agreement, actor: Actor) -> str:
    if agreement.midterm_on:
        return f"已在{format_day(agreement.midterm_on)}做过中期检查，其他情况请写入培养记录。"
    return reach_refusal(agreement, actor)


def attaching_refusal(agreement: Agreement, slot: Slot, actor: Actor) -> str:
    if not actor.can("mentorship.edit"):
        return f"您当前的任职没有“{label_of('mentorship.edit')}”的权限。"
    if agreement.state == AgreementState.VOID:
        return "这份协议已作废，附件不能再改。"
    if slot.name == SCAN and agreement.state not in (*OPEN_STATES, AgreementState.VALID):
        return f"这份协议{agreement.get_state_display()}，签字扫描件不能再换。"
    return reach_refusal(agreement, actor)


# Days


def day_refusal(day: date, agreement: Agreement, what: str) -> str:
    """Something that happened under an agreement: not in the future, not before it took effect."""
    if day > timezone.localdate():
        return f"{what}不能晚于今天。"
    begun = agreement.effective_on or agreement.starts_on
    if day < min(begun, agreement.starts_on):
        return f"{what}不能早于协议开始（{format_day(min(begun, agreement.starts_on))}）。"
    return ""


def signature_day_refusal(day: date, ends_on: date) -> str:
    if day > timezone.localdate():
        return "签字日期不能晚于今天。"
    if day > ends_on:
        return "签字日期晚于协议期限，不能生效。请核对日期，或撤回修改期限。"
    return "签字日期过早，请核对年份。" if day < EARLIEST else ""
