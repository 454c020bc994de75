"""催办: the text for the group chat, with who is missing in the notice's order, and a button that copies it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.kit.pages.base import Page
from jiangong.kit.ui.parts import Empty
from jiangong.lib.dates import format_day


@dataclass(frozen=True, slots=True)
class Urging:
    """What is missing, from whom, by when, and where it is done; units come in the notice's order."""

    mark: str  # 签收提醒
    matter: str  # 《…》已下发
    lacking: str  # 没有签收
    act: str  # 核对任务书后签收
    units: Sequence[str]
    url: str
    due_on: date | None = None
    counter: str = "家"

    @property
    def text(self) -> str:
        """Ready to paste; nothing when nobody is missing."""
        if not self.units:
            return ""
        due = f"，期限{format_day(self.due_on)}" if self.due_on else ""
        return (
            f"【{self.mark}】{self.matter}{due}，截至{format_day(timezone.localdate())}"
            f"还有{len(self.units)}{self.counter}{self.lacking}：{'、'.join(self.units)}。请登录{self.act}：{self.url}"
        )


class UrgingPage(Page):
    """The text on a page of its own, or in the dialog of the page that asked for it."""

    title = "催办"

    def urging(self) -> Urging:
        raise NotImplementedError(type(self).__name__)

    @property
    def template_name(self) -> str:
        return "ui/urging_dialog.html" if self.request.htmx else "ui/urging_page.html"

    def context(self) -> dict[str, Any]:
        empty = Empty("不用催办", "需要办理的单位都已经办理。", "circle-check")
        return {"reminder": self.urging().text, "empty": empty}
