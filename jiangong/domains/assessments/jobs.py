"""Looking for names in evidence, and for ties that came to light."""

from datetime import time

from jiangong.domains.assessments.actions.stages import note_names, recheck_running_rounds
from jiangong.domains.assessments.models import Round, Subject
from jiangong.domains.assessments.queries.names import names_in_evidence
from jiangong.domains.assessments.queries.rounds import subjects_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.schedules import scheduled

NAMED = ("organization", "round")


@job("assessments.check_names", "检查材料中的名称")
def check_names(progress: Progress, *, actor: Actor, round_id: int) -> dict[str, str]:
    """Read every file of a blind round in a limited child and note which names stand in it."""
    one = Round.objects.visible_to(actor).get(pk=round_id)
    subjects = subjects_of(one)
    found = note_names(subjects, names_in_evidence(subjects, progress.report))
    told = f"发现{found}处名称，请在考评对象里查看。" if found else "材料里没有发现单位和作者的名称。"
    return {"url": one.get_absolute_url(), "message": told}


@job("assessments.check_names_of", "检查新上传材料中的名称")
def check_names_of(progress: Progress, *, actor: Actor, subject_id: int) -> None:
    """The same for one subject, as soon as its unit has handed something in."""
    subjects = list(Subject.objects.visible_to(actor).filter(pk=subject_id).select_related(*NAMED))
    note_names(subjects, names_in_evidence(subjects, progress.report))


@scheduled("assessments.recheck_ties", "复查评委回避关系", daily_at=time(3, 40))
def recheck_ties(progress: Progress, *, actor: Actor) -> None:
    """What was scored across a tie that came to light since is void from now on."""
    recheck_running_rounds()
