"""Steps of an enrolment: who may take one is the workflow's to say."""

from typing import Any

from django.urls import reverse

from jiangong.domains.competitions.actions import enrolments as actions
from jiangong.domains.competitions.models import Enrolment
from jiangong.kit.commands.running import Outcome
from jiangong.kit.pages.actions import ActionPage
from jiangong.lib.digits import whole_number

MOST_SELECTED = 1_000


class EnrolmentStep(ActionPage):
    """One step of an enrolment; who may take it is the workflow's to say."""

    permission = "competitions.view"
    model = Enrolment

    def get_queryset(self) -> Any:
        return (
            super().get_queryset().select_related("organization", "competition__organization", "enterprise")
        )


class EnrolmentSubmit(EnrolmentStep):
    """Hand it to the union above."""

    done = "已报名，等上级工会确认。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.submit_enrolment(instance, actor=self.actor)


class EnrolmentWithdraw(EnrolmentStep):
    """Take it back."""

    done = "已撤回，修改后可以再报名。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.withdraw_enrolment(instance, note, actor=self.actor)


class EnrolmentConfirm(EnrolmentStep):
    """It takes part."""

    done = "已确认，从今天起计入进展。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.confirm_enrolment(instance, actor=self.actor)


class EnrolmentSendBack(EnrolmentStep):
    """Something is wrong with it."""

    done = "已退回。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.send_back_enrolment(instance, note, actor=self.actor)


class EnrolmentQuit(EnrolmentStep):
    """It takes part no longer."""

    done = "已退出。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.quit_enrolment(instance, note, actor=self.actor)


class EnrolmentVoid(EnrolmentStep):
    """It should not have been entered."""

    done = "已作废。"

    def run(self, instance: Enrolment, note: str) -> None:
        actions.void_enrolment(instance, note, actor=self.actor)


class ConfirmMany(ActionPage):
    """Confirm the selected rows that wait for the actor."""

    permission = "competitions.confirm"
    model = Enrolment

    def outcome(self) -> Outcome:
        texts = self.request.POST.getlist("selected")[:MOST_SELECTED]
        keys = [key for one in texts if (key := whole_number(one)) is not None]
        done = actions.confirm_enrolments(keys, actor=self.actor)
        left = len(texts) - done
        rest = f"另有{left}条不是待您确认的，没有变动。" if left else ""
        return Outcome(self._waiting(), f"已确认{done}条。{rest}")

    def get_object(self) -> Any:
        """A refusal leads back to the list: there is no single object."""
        return None

    def location(self, instance: Any) -> str:
        return self._waiting()

    def _waiting(self) -> str:
        return f"{reverse('competitions:enrolment_list')}?view=waiting"
