"""Why something cannot be done with a report now, as a sentence, or an empty text."""

from datetime import date, timedelta

from django.utils import timezone

from jiangong.domains.plans import rules as plan_rules
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.queries.officers import acting_union_id, own_organization_id
from jiangong.domains.reporting.choices import (
    OPEN_STATES,
    InquiryState,
    MatterState,
    ReportState,
    Rhythm,
)
from jiangong.domains.reporting.models import Entry, Inquiry, Matter, Report, Window
from jiangong.domains.reporting.queries.signing import sign_elsewhere
from jiangong.domains.reporting.queries.windows import opening_for
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.attachments.slots import Slot

LONGEST_INQUIRY = timedelta(days=366)


def is_own(report: Report, actor: Actor) -> bool:
    """Whether the actor acts for the reporting unit."""
    return actor.is_system or own_organization_id(actor) == report.organization_id


def takes_in(window: Window, actor: Actor) -> bool:
    """Whether the actor acts for the union that makes the plan and takes its reports in."""
    return plan_rules.manages(window.plan, actor)


def unions_between(report: Report) -> list[int]:
    """The unions between who takes the report in and the unit: the districts that look first."""
    keys = ancestor_ids(report.organization.path)
    maker = acting_union_id(report.window.plan.organization)
    return keys[keys.index(maker) + 1 : -1] if maker in keys else []


def stands_between(report: Report, actor: Actor) -> bool:
    return own_organization_id(actor) in unions_between(report)


def waits_for_endorsement(report: Report) -> bool:
    """Whether a district has to look before the maker may."""
    between = report.window.needs_endorsement and report.state == ReportState.SUBMITTED
    return bool(between and unions_between(report))


def scheduling_refusal(window: Window, actor: Actor) -> str:
    if not takes_in(window, actor):
        return "这份计划由别的单位制订，填报期由制订单位设置。"
    return "" if window.plan.state == PlanState.ISSUED else "计划不在执行中，不能再设置填报期。"


def filling_refusal(report: Report, actor: Actor) -> str:
    """Lines change only while the unit works on them and the window takes them."""
    if not is_own(report, actor):
        return "这是别的单位的上报表，您只能查看。"
    return working_refusal(report)


def working_refusal(report: Report) -> str:
    """Whoever writes: the report is open and its window too."""
    if report.state not in OPEN_STATES:
        return f"上报表现在是“{report.get_state_display()}”，不能修改；需要修改请先撤回，已确认的请申请更正。"
    if report.window.plan.state != PlanState.ISSUED:
        return "计划已经办结，不再填报。"
    return opening_for(report).refusal


def submitting_refusal(report: Report, actor: Actor) -> str:
    if reason := filling_refusal(report, actor):
        return reason
    return "本单位的上报表须先经内部审核、签发，请送审核人。" if report.window.needs_sign_off else ""


def circulating_refusal(report: Report, actor: Actor) -> str:
    if reason := filling_refusal(report, actor):
        return reason
    return "" if report.window.needs_sign_off else "这个填报期不用内部签批，请直接报送。"


def vetting_refusal(report: Report, actor: Actor) -> str:
    """Inside a unit nobody vets what they filled in, unless nobody else can."""
    if not is_own(report, actor):
        return "这是别的单位的上报表，由该单位内部签批。"
    filler = report.filled_by_id
    if filler is not None and filler == actor.user_id and sign_elsewhere(report, filler):
        return "您是填报人，请由本单位其他人审核、签发。"
    return ""


def sharing_refusal(report: Report, actor: Actor) -> str:
    """Three places are for three people; who has checked signs only where the unit has nobody else."""
    if reason := vetting_refusal(report, actor):
        return reason
    filler, checker = report.filled_by_id, report.checked_by_id
    if checker is not None and checker == actor.user_id and sign_elsewhere(report, filler, checker):
        return "您是审核人，请由本单位另一位有签发权限的人签发。"
    return ""


def signing_refusal(report: Report, actor: Actor) -> str:
    return sharing_refusal(report, actor) or opening_for(report).refusal


def withdrawing_refusal(report: Report, actor: Actor) -> str:
    """From the unit's own checker at any time until it is signed; from above while nobody there has read it."""
    if not is_own(report, actor):
        return "这是别的单位的上报表，您不能撤回。"
    return "上级已经阅收，不能撤回；需要修改请联系上级退回。" if report.read_at else ""


def endorsing_refusal(report: Report, actor: Actor) -> str:
    if not stands_between(report, actor):
        return "这份上报表不由您所在的单位先审。"
    return "" if report.window.needs_endorsement else "这个填报期不用区县先审。"


def approving_refusal(report: Report, actor: Actor) -> str:
    if not takes_in(report.window, actor):
        return "上报表由制订计划的单位确认。"
    if waits_for_endorsement(report):
        return "这份上报表还没有经区县审核，请等区县先审。"
    return ""


def sending_back_refusal(report: Report, actor: Actor) -> str:
    if takes_in(report.window, actor):
        return ""
    if report.state == ReportState.SUBMITTED and stands_between(report, actor):
        return ""
    return "上报表由审核它的单位退回。"


def revising_refusal(report: Report, actor: Actor) -> str:
    """What counts already is corrected only after a logged unlock; where one reports at any time, at any time."""
    if not is_own(report, actor):
        return "这是别的单位的上报表，由该单位更正。"
    opening = opening_for(report)
    if report.window.rhythm == Rhythm.ANY_TIME and not opening.refusal:
        return ""
    return "" if opening.is_unlocked else "已经确认的上报表，须由制订单位开锁后才能更正。"


def standing_in_refusal(report: Report, actor: Actor) -> str:
    """The level above records for a unit that is not online."""
    if is_own(report, actor):
        return "这是本单位的上报表，请直接填报。"
    if not takes_in(report.window, actor) and not stands_between(report, actor):
        return "只有上级工会可以代填。"
    return working_refusal(report)


def reading_refusal(report: Report, actor: Actor) -> str:
    """Only who will decide takes notice."""
    if takes_in(report.window, actor) or stands_between(report, actor):
        return ""
    return "上报表由审核它的单位阅收。"


def scanning_refusal(report: Report, slot: Slot, actor: Actor) -> str:
    """The sealed scan comes after printing, at any stage; the unit or who stands in adds it."""
    if is_own(report, actor) or takes_in(report.window, actor) or stands_between(report, actor):
        return ""
    return "盖章扫描件由本单位或上级工会上传。"


def evidence_refusal(entry: Entry, slot: Slot, actor: Actor) -> str:
    if is_own(entry.report, actor):
        return working_refusal(entry.report)
    return standing_in_refusal(entry.report, actor)


def answering_refusal(matter: Matter, actor: Actor) -> str:
    own = own_organization_id(actor)
    return "" if actor.is_system or own == matter.addressee_id else "这件事由别的单位答复。"


def own_matter_refusal(matter: Matter, actor: Actor) -> str:
    own = own_organization_id(actor)
    return "" if actor.is_system or own == matter.organization_id else "这件事由反映的单位办理。"


def matter_attaching_refusal(matter: Matter, slot: Slot, actor: Actor) -> str:
    if matter.state in (MatterState.SETTLED, MatterState.WITHDRAWN):
        return f"这件事{matter.get_state_display()}，不再增减材料。"
    return own_matter_refusal(matter, actor) and answering_refusal(matter, actor)


def inquiring_refusal(inquiry: Inquiry, actor: Actor) -> str:
    """Forms change only as drafts, by those whose they are."""
    if not owns_inquiry(inquiry, actor):
        return "这张表由别的单位布置。"
    if inquiry.state != InquiryState.DRAFT:
        return f"这张表{inquiry.get_state_display()}，不能再改；需要变动请另行布置。"
    return ""


def expiry_refusal(day: date) -> str:
    """No form is asked for ever."""
    longest = timezone.localdate() + LONGEST_INQUIRY
    return "停用日期最长一年，请改近一些。" if day > longest else ""


def publishing_refusal(inquiry: Inquiry, actor: Actor) -> str:
    """A form goes out with a basis, a last day, and something to ask."""
    if reason := inquiring_refusal(inquiry, actor):
        return reason
    today = timezone.localdate()
    if not inquiry.questions.exists():
        return "还没有填报项，请先增加。"
    if inquiry.document_id is None and not inquiry.basis.strip():
        return "请写明依据的文件；没有依据的，不能要求基层填报。"
    if reason := expiry_refusal(inquiry.expires_on):
        return reason
    return "填报期限已经过去，请改到今天以后。" if inquiry.due_on < today else ""


def closing_refusal(inquiry: Inquiry, actor: Actor) -> str:
    return "" if owns_inquiry(inquiry, actor) else "这张表由布置单位停用。"


def owns_inquiry(inquiry: Inquiry, actor: Actor) -> bool:
    return actor.is_system or actor.scope_path == inquiry.organization.scope_path
