"""What stands in the way of opening, advancing and deciding a programme."""

from django.utils import timezone

from jiangong.domains.honors.choices import ProgrammeKind, ProgrammeState, StageKind
from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules.conflicts import whole_list_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.lib.dates import format_day

MODEL_SOURCE = "《创建示范活动管理办法（试行）》（2022年）"


def running_refusal(programme: Programme, actor: Actor) -> str:
    """A programme is run by its own union and those above."""
    if runs(programme, actor):
        return ""
    return f"这个项目由{programme.organization}组织，请由该单位办理。"


def basis_refusal(programme: Programme) -> str:
    """The gate of law: what of the basis is missing, or why it does not hold today. It cannot be waived."""
    missing = [
        label
        for label, value in (
            ("依据文号", programme.basis_number),
            ("批准机关", programme.basis_authority),
            ("依据生效日期", programme.valid_from),
        )
        if not value
    ]
    if programme.kind == ProgrammeKind.MODEL and not programme.basis_entry:
        missing.append("保留目录条目")
    if missing:
        return f"缺{'、'.join(missing)}，不能开始。请先补登依据。"
    today = timezone.localdate()
    if programme.valid_from and programme.valid_from > today:
        return f"依据{format_day(programme.valid_from)}起生效，还不能开始。"
    if programme.valid_until and programme.valid_until < today:
        return f"依据{format_day(programme.valid_until)}已到期，不能开始。请先补登新的依据。"
    return ""


def law_of(programme: Programme) -> str:
    """Why a creation of models is asked for more."""
    if programme.kind != ProgrammeKind.MODEL:
        return ""
    return f"按{MODEL_SOURCE}，市县群团组织未经批准不得新设创建示范活动。"


def editing_refusal(programme: Programme, actor: Actor) -> str:
    if not actor.can("honors.organize"):
        return f"您当前的任职没有“{label_of('honors.organize')}”的权限。"
    if programme.state in (ProgrammeState.DECIDED, ProgrammeState.CANCELLED):
        return f"这个项目{programme.get_state_display()}，不能再改。"
    return running_refusal(programme, actor)


def planning_refusal(programme: Programme, actor: Actor) -> str:
    """Stages are fixed once the review has begun."""
    if reason := editing_refusal(programme, actor):
        return reason
    return "评审已经开始，环节不能再改。" if programme.state == ProgrammeState.REVIEWING else ""


def opening_refusal(programme: Programme, actor: Actor) -> str:
    if reason := running_refusal(programme, actor) or basis_refusal(programme):
        return reason
    stages = programme.pipeline()
    if not stages or stages[-1].kind != StageKind.DECISION:
        return "还没有设置环节，或最后一个环节不是“决定”，请先设置环节。"
    if any(one.kind == StageKind.NOTICE for one in stages) and not programme.notice_source:
        return "没有写明公示期的依据，请先修改项目补充。"
    return ""


def compiling_refusal(programme: Programme, actor: Actor) -> str:
    if reason := running_refusal(programme, actor) or basis_refusal(programme):
        return reason
    return whole_list_refusal(programme, actor)


def advancing_refusal(programme: Programme, actor: Actor) -> str:
    """The stage in hand may be left only when nothing stands in the way."""
    if reason := running_refusal(programme, actor):
        return reason
    stage = programme.current()
    if stage is None or stage.kind == StageKind.DECISION:
        return "现在的环节是“决定”，请作出决定。" if stage else ""
    return whole_list_refusal(programme, actor) or _first(programme)


def deciding_refusal(programme: Programme, actor: Actor) -> str:
    if reason := running_refusal(programme, actor) or basis_refusal(programme):
        return reason
    stage = programme.current()
    if stage is not None and stage.kind != StageKind.DECISION:
        return f"现在的环节是“{stage.name}”，前面的环节都完成后才能决定。"
    return whole_list_refusal(programme, actor) or _first(programme)


def _first(programme: Programme) -> str:
    found = blocking(programme)
    if not found:
        return ""
    more = f"（还有{len(found) - 1}项）" if len(found) > 1 else ""
    return f"{found[0].sentence}{more}。"


def arranging_refusal(programme: Programme, actor: Actor) -> str:
    if not actor.can("honors.review"):
        return f"您当前的任职没有“{label_of('honors.review')}”的权限。"
    if programme.state != ProgrammeState.REVIEWING:
        return "汇总名单以后、作出决定以前才能调整名单。"
    return running_refusal(programme, actor)


def consulting_refusal(programme: Programme, actor: Actor) -> str:
    if not actor.can("honors.consult"):
        return f"您当前的任职没有“{label_of('honors.consult')}”的权限。"
    if programme.state != ProgrammeState.REVIEWING:
        return "汇总名单以后才能征求部门意见。"
    return running_refusal(programme, actor)


def publishing_refusal(programme: Programme, actor: Actor) -> str:
    """A notice belongs to the stage in hand, whose other findings must be settled first."""
    if not actor.can("honors.publish"):
        return f"您当前的任职没有“{label_of('honors.publish')}”的权限。"
    if reason := running_refusal(programme, actor) or basis_refusal(programme):
        return reason
    stage = programme.current()
    if stage is None or stage.kind != StageKind.NOTICE:
        return "现在的环节不是公示。"
    found = blocking(programme)
    if any(one.key == "running" for one in found):
        return "公示正在进行或已经排定，不能重复发布。"
    others = [one for one in found if one.key != "notice" and not one.key.startswith("unshown:")]
    return f"{others[0].sentence}，请先处理。" if others else ""


def waiving_refusal(programme: Programme, actor: Actor) -> str:
    if not actor.can("honors.waive"):
        return f"您当前的任职没有“{label_of('honors.waive')}”的权限。"
    if programme.state != ProgrammeState.REVIEWING:
        return "现在没有需要放行的事项。"
    return running_refusal(programme, actor)
