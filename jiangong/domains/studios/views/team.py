"""Screens of a studio's people and of what everybody may see."""

from typing import Any

from jiangong.domains.studios import actions, rules
from jiangong.domains.studios.forms import LeaderForm, PublishingForm, TeamForm
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.views.course import StudioStep


class StudioLeader(StudioStep):
    """Somebody else leads from a day on."""

    permission = "studios.edit"
    title = "更换领衔人"
    form_class = LeaderForm
    done = "领衔人已更换。"
    rule = staticmethod(rules.editing_refusal)

    def consequences(self) -> tuple[str, ...]:
        return (
            "原领衔人的任期到这一天为止，留在档案里。",
            "公开名片上的姓名要重新征得新领衔人同意；名称含原领衔人姓名的，名片停止公开。",
        )

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.change_leader(
            instance,
            cleaned["person"],
            cleaned["from_on"],
            cleaned["reason"],
            instance.version,
            actor=self.actor,
        )


class StudioTeam(StudioStep):
    """The team beside the leader."""

    permission = "studios.edit"
    title = "调整团队"
    form_class = TeamForm
    template_name = "ui/form_page.html"
    done = "团队已调整。"
    rule = staticmethod(rules.editing_refusal)

    def consequences(self) -> tuple[str, ...]:
        return ()

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.seat_members(instance, cleaned["members"], instance.version, actor=self.actor)


class StudioPublish(StudioStep):
    """Whether everybody may see the card, and the leader's name on it."""

    permission = "studios.publish"
    title = "公开名片"
    form_class = PublishingForm
    done = "已保存。"
    rule = staticmethod(rules.publishing_refusal)

    def consequences(self) -> tuple[str, ...]:
        return (
            "名片显示名称、类别、级别、所属工会、行业、地址、简介和成果数量。",
            "不显示团队成员、联系方式；领衔人姓名经本人同意才显示。",
        )

    def initial(self) -> dict[str, Any]:
        studio = self.get_object()
        return {"shown": studio.is_public, "consents": studio.leader_consents}

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.publish_studio(
            instance, cleaned["shown"], cleaned["consents"], instance.version, actor=self.actor
        )
