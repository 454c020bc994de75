"""The steps of a round; who may take one is the workflow's to say."""

from typing import Any

from jiangong.domains.assessments.actions import stages as actions
from jiangong.domains.assessments.models import Result, Round
from jiangong.domains.assessments.views.rounds import RELATED
from jiangong.kit.commands.running import Outcome
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.pages.actions import ActionPage


class StepPage(ActionPage):
    """One step of a round."""

    permission = "assessments.view"
    model = Round

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)


class OpenSelf(StepPage):
    """Units score themselves."""

    done = "自评已开始，各单位会收到待办。"

    def run(self, instance: Round, note: str) -> None:
        actions.open_self_scoring(instance, actor=self.actor)


class OpenFirst(StepPage):
    """The department scores."""

    done = "初评已开始。"

    def run(self, instance: Round, note: str) -> None:
        actions.open_first_scoring(instance, actor=self.actor)


class OpenFinal(StepPage):
    """Judges score."""

    done = "终评已开始，评委会收到待办。"

    def run(self, instance: Round, note: str) -> None:
        actions.open_final_scoring(instance, actor=self.actor)


class Reckon(StepPage):
    """Work the data scores out."""

    permission = "assessments.organize"

    def outcome(self) -> Outcome:
        one = self.get_object()
        count = actions.reckon_figures(one, actor=self.actor)
        told = (
            f"已计算{count}个数据得分。"
            if count
            else "没有启用的数据计分，或者还没有考评单位。请先在评分标准里启用。"
        )
        return Outcome(one.get_absolute_url(), told)


class Tally(StepPage):
    """Reckon where everybody stands."""

    permission = "assessments.organize"
    done = "已汇总。"

    def run(self, instance: Round, note: str) -> Result:
        return actions.tally(instance, actor=self.actor)


class Conclude(StepPage):
    """The result is official."""

    done = "结果已正式生效，各单位可以看到本单位的得分。"

    def run(self, instance: Round, note: str) -> None:
        actions.conclude_round(instance, actor=self.actor)


class Reopen(StepPage):
    """Judging goes on."""

    done = "已重新进入终评。"

    def run(self, instance: Round, note: str) -> None:
        actions.reopen_round(instance, note, actor=self.actor)


class Void(StepPage):
    """Stop."""

    done = "已作废。"

    def run(self, instance: Round, note: str) -> None:
        actions.void_round(instance, note, actor=self.actor)


class CheckNames(StepPage):
    """Look for names inside what judges will read."""

    permission = "assessments.organize"

    def outcome(self) -> Outcome:
        one = self.get_object()
        actions.ask_for_names(one, actor=self.actor)
        job = enqueue("assessments.check_names", actor=self.actor, round_id=one.pk)
        return Outcome(job.get_absolute_url(), "")
