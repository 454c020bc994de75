"""What may stand in the way of acts on competitions; each returns the reason in Chinese, or ""."""

from jiangong.domains.competitions.choices import OPEN_STATES, CompetitionKind, EnrolmentState
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.organizations.queries import home_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

LARGE_SHARE = 50  # per cent saved in one year: possible, but worth a second look


def organizing_refusal(competition: Competition, actor: Actor) -> str:
    """A competition belongs to who organizes it."""
    if not actor.can("competitions.organize"):
        return "您当前的任职没有“组织竞赛”的权限。"
    if actor.is_system or competition.organization == home_of(actor):
        return ""
    return f"这项竞赛由{competition.organization}组织，请由该单位修改。"


def revising_refusal(enrolment: Enrolment, actor: Actor) -> str:
    """What was submitted changes only after it came back."""
    if not actor.can("competitions.enrol"):
        return "您当前的任职没有“登记竞赛参赛”的权限。"
    if enrolment.state in OPEN_STATES:
        return ""
    way = {
        EnrolmentState.SUBMITTED: "请先撤回报名。",
        EnrolmentState.CONFIRMED: "请联系上级工会退回后再改；进展和成果可以随时登记。",
    }.get(EnrolmentState(enrolment.state), "需要参赛的请重新登记。")
    return f"这条参赛记录现在是“{enrolment.get_state_display()}”，不能修改。{way}"


def enrolling_refusal(competition: Competition, actor: Actor) -> str:
    """Enrolment has its days; whoever organizes may still take a late one."""
    if not actor.can("competitions.enrol"):
        return "您当前的任职没有“登记竞赛参赛”的权限。"
    if competition.is_open or actor.is_system or competition.organization == home_of(actor):
        return ""
    opens, closes = format_day(competition.opens_on), format_day(competition.closes_on)
    return (
        f"报名时间是{opens}至{closes}，今天不能报名。确需补报的，请联系{competition.organization}代为报名。"
    )


def submitting_refusal(enrolment: Enrolment, actor: Actor) -> str:
    """Somebody takes part, and it is still time."""
    if not enrolment.workers:
        return "参赛职工人数还是0，请先修改。"
    return enrolling_refusal(enrolment.competition, actor)


def confirming_refusal(enrolment: Enrolment, actor: Actor) -> str:
    """Nobody confirms their own union's enrolment, except where nobody stands above."""
    home = home_of(actor)
    own = home is not None and home.pk == enrolment.organization_id
    if own and home is not None and home.parent_id is not None:
        return "本单位报名的，由上级工会确认。"
    return ""


def progress_refusal(enrolment: Enrolment, actor: Actor) -> str:
    """Progress is noted while somebody takes part."""
    if not actor.can("competitions.enrol"):
        return "您当前的任职没有“登记竞赛参赛”的权限。"
    if enrolment.state in {EnrolmentState.CONFIRMED, EnrolmentState.SUBMITTED}:
        return ""
    return f"这条参赛记录现在是“{enrolment.get_state_display()}”，报名以后再登记。"


def result_refusal(enrolment: Enrolment, actor: Actor) -> str:
    """Only an energy project with a baseline has a result to compare."""
    if enrolment.kind != CompetitionKind.ENERGY:
        return "只有“三比两降”项目登记节能减排成果。"
    if reason := progress_refusal(enrolment, actor):
        return reason
    if enrolment.baseline is None:
        return "这个项目还没有填写基准值，请先补填。"
    return ""


def attaching_refusal(enrolment: Enrolment, slot: Slot, actor: Actor) -> str:
    """Material belongs to an enrolment being written, results to one that runs."""
    if not actor.can("competitions.enrol"):
        return "您当前的任职没有“登记竞赛参赛”的权限。"
    if enrolment.state in {EnrolmentState.QUIT, EnrolmentState.VOID}:
        return f"这条参赛记录{enrolment.get_state_display()}，附件不能再改。"
    return ""


def saving_warning(enrolment: Enrolment) -> str:
    """A result that should be looked at again, or nothing."""
    share = enrolment.saved_share
    if share is None:
        return ""
    if share < 0:
        return "成果值高于基准值，没有节约。请核对两个数值的单位和统计期是否一致。"
    if share > LARGE_SHARE:
        return f"节约{share}%，超过一半。请核对基准值和成果值的单位、统计期是否一致。"
    return ""
