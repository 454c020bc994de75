"""What one chooses about reminders, and the ladder of the federation."""

from typing import Any

from django.urls import reverse

from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.messaging.choosing import choose_reminders, confirm_email, preference_of, set_ladder
from jiangong.kit.messaging.deadlines import ladder
from jiangong.kit.messaging.forms import EmailConfirmForm, LadderForm, PreferenceForm
from jiangong.kit.messaging.models import Preference, RungName, Via
from jiangong.kit.pages import FormPage, Link
from jiangong.kit.ui.parts import Banner

MESSAGES = Link("消息", "/messages/")


class PreferenceEdit(FormPage):
    """One's own way and hour."""

    permission = SIGNED_IN
    title = "提醒设置"
    section = "messages"
    crumbs = (MESSAGES,)
    form_class = PreferenceForm
    intro = "到期、退回和等您办理的事项，每个工作日汇总成一条。发到平台以外的只有件数和链接，不含姓名和内容。"

    def initial(self) -> dict[str, Any]:
        chosen = preference_of(self.actor.user)
        return {
            "via": chosen.via,
            "at": chosen.at.isoformat("minutes"),
            "email": chosen.email,
            "target": chosen.target_id,
        }

    def context(self) -> dict[str, Any]:
        chosen = preference_of(self.actor.user)
        unproven = chosen.via == Via.EMAIL and chosen.email_sealed and chosen.email_confirmed_at is None
        text = "确认信已发往您填写的邮箱，请打开信里的链接确认；没有收到，再保存一次就会重发。"
        return {
            **super().context(),
            "banners": [Banner(text, tone="warn", lead="邮箱还没有确认。")] if unproven else [],
        }

    def contents(self) -> dict[str, Any]:
        """The address stays out of the receipt."""
        found = super().contents()
        found["fields"].pop("email", None)
        return found

    def perform(self, form: Any) -> Preference:
        return choose_reminders(form.cleaned_data, actor=self.actor)

    def location(self, result: Preference) -> str:
        return reverse("messaging:preferences")


class EmailConfirm(FormPage):
    """Where the confirming mail leads."""

    permission = SIGNED_IN
    title = "确认邮箱"
    section = "messages"
    crumbs = (MESSAGES,)
    form_class = EmailConfirmForm
    intro = "确认后，每日提醒会同时发到您填写的邮箱。"
    submit_label = "确认"
    done = "邮箱已确认。"

    def initial(self) -> dict[str, Any]:
        return {"token": self.request.GET.get("token", "")[:300]}

    def perform(self, form: Any) -> Preference:
        return confirm_email(form.cleaned_data["token"], actor=self.actor)

    def location(self, result: Preference) -> str:
        return reverse("messaging:preferences")


class LadderEdit(FormPage):
    """When reminding climbs, for the whole federation."""

    permission = "messaging.set_ladder"
    title = "催办阶梯"
    section = "ladder"
    form_class = LadderForm
    intro = "材料报送、任务签收等有期限的事项，按这里的天数逐级提醒。"

    def initial(self) -> dict[str, Any]:
        days = ladder()
        return {
            "before": -days[RungName.BEFORE],
            "above": days[RungName.ABOVE],
            "leader": days[RungName.LEADER],
        }

    def perform(self, form: Any) -> None:
        set_ladder(form.days, actor=self.actor)

    def location(self, result: None) -> str:
        return reverse("messaging:ladder")
