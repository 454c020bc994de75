"""What stands in the way of writing down what a department says."""

from jiangong.domains.honors.choices import ProgrammeState
from jiangong.domains.honors.models import Consultation, Veto
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.rules.programmes import consulting_refusal, running_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day


def replying_refusal(letter: Consultation, actor: Actor) -> str:
    """An answer is about everybody in the letter, with a veto or without."""
    if reason := consulting_refusal(letter.programme, actor):
        return reason
    return recusal_refusal(letter.programme, list(letter.covered.all()), actor)


def scanning_refusal(letter: Consultation, slot: Slot, actor: Actor) -> str:
    """The answer on paper is kept beside what was written down of it; after the decision too, for the file."""
    programme = letter.programme
    if not actor.can("honors.consult"):
        return f"您当前的任职没有“{label_of('honors.consult')}”的权限。"
    if programme.state not in (ProgrammeState.REVIEWING, ProgrammeState.DECIDED):
        return f"这个项目{programme.get_state_display()}，回函不能再增减。"
    if not letter.reply:
        return "请先登记部门意见，再上传回函。"
    return running_refusal(programme, actor) or recusal_refusal(programme, list(letter.covered.all()), actor)


def urging_refusal(letter: Consultation, actor: Actor) -> str:
    if reason := consulting_refusal(letter.programme, actor):
        return reason
    return "这个部门已经回复，不用催办。" if letter.reply else ""


def lifting_refusal(veto: Veto, actor: Actor) -> str:
    programme = veto.consultation.programme
    if reason := consulting_refusal(programme, actor):
        return reason
    if veto.lifted_on:
        return f"{veto.consultation.department}已于{format_day(veto.lifted_on)}撤回这条意见，不用再登记。"
    return recusal_refusal(programme, [veto.nomination], actor)
