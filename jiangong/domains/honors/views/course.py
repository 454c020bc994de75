"""Screens of a programme's course: opening, stages, swaps, waivers, versions of the list, copied passages."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from jiangong.domains.honors.actions import certificates, lists, programmes
from jiangong.domains.honors.forms.programmes import WaiveForm
from jiangong.domains.honors.forms.steps import AdvanceForm, DecisionForm, SwapForm
from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.queries.findings import Finding, findings_of
from jiangong.domains.honors.queries.lists import listed, moves_between, reserve, standing_label
from jiangong.domains.honors.queries.materials import copied
from jiangong.domains.honors.queries.programmes import nominations_of, runs
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.views.steps import ProgrammePage, ProgrammeStep
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.pages import ActionPage, Head, Page

MOST_EDITIONS = 30


class ProgrammeAct(ProgrammePage, ActionPage):
    """A step without a form."""

    permission = "honors.view"


class ProgrammeOpen(ProgrammeAct):
    """Let the unions below nominate."""

    done = "已开始推荐。"

    def run(self, instance: Programme, note: str) -> None:
        programmes.open_programme(instance, actor=self.actor)


class ProgrammeCompile(ProgrammeAct):
    """Make the list."""

    done = "名单已汇总。"

    def run(self, instance: Programme, note: str) -> None:
        lists.compile_list(instance, actor=self.actor)


class ProgrammeCancel(ProgrammeAct):
    """Give the programme up."""

    done = "已取消。"

    def run(self, instance: Programme, note: str) -> None:
        programmes.cancel_programme(instance, note, actor=self.actor)


class ProgrammeAdvance(ProgrammeStep):
    """Leave the stage in hand."""

    transition = "advance"
    form_class = AdvanceForm
    submit_label = "完成"
    done = "已进入下一个环节。"

    def head(self) -> Head:
        stage = self.get_object().current()
        return Head(f"完成“{stage.name}”", crumbs=self.crumbs) if stage else super().head()

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Programme:
        return programmes.advance_programme(instance, cleaned["reason"], actor=self.actor)


class ProgrammeDecide(ProgrammeStep):
    """Give the title to everybody on the list."""

    transition = "decide"
    form_class = DecisionForm
    submit_label = "决定并生成证书"
    done = "已决定，证书已生成。"

    def consequences(self) -> tuple[str, ...]:
        programme = self.get_object()
        number = len(listed(programme))
        return (
            f"名单里的{number}名对象登记获得“{programme.title}”，生成{number}份带编号和二维码的证书。",
            "备选和其他推荐对象记为未入选；名单不能再改。",
        )

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Programme:
        day, number = cleaned["decided_on"], cleaned["decision_number"]
        return certificates.decide_programme(instance, day, number, actor=self.actor)


class ProgrammeSwap(ProgrammeAct):
    """Adopt the swaps the page proposed."""

    done = "已替换，记入新一稿名单。"

    def run(self, instance: Programme, note: str) -> None:
        form = SwapForm(self.request.POST, actor=self.actor)
        if not form.is_valid():
            raise Refusal("替换方案没有读懂，请刷新页面后再点一次。")
        lists.adopt_swaps(instance, form.pairs, form.cleaned_data["reason"], actor=self.actor)


class ProgrammeWaive(ProgrammeStep):
    """Answer by name for one finding."""

    permission = "honors.waive"
    title = "说明理由放行"
    form_class = WaiveForm
    submit_label = "放行"
    done = "已放行，您的姓名和理由已记入档案。"

    def refusal(self) -> str:
        if reason := rules.waiving_refusal(self.get_object(), self.actor):
            return reason
        found = self.finding()
        return "" if found and found.blocks else "这一项已经变化或已经处理，请回到项目页面查看。"

    def initial(self) -> dict[str, Any]:
        return {"key": self.request.GET.get("key", "")[:120]}

    def finding(self) -> Finding | None:
        key = self.request.POST.get("key", "") or self.request.GET.get("key", "")
        return next((one for one in findings_of(self.get_object()) if one.key == key), None)

    def consequences(self) -> tuple[str, ...]:
        found = self.finding()
        return (f"{found.sentence}。", "名单再有变化的，原来的放行不再有效。") if found else ()

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Any:
        return programmes.waive_finding(instance, cleaned["key"], cleaned["reason"], actor=self.actor)


class RunnersPage(ProgrammePage, Page):
    """A page of the list for who runs the programme, and for who leads them and only reads."""

    permission = "honors.view"

    def programme(self) -> Programme:
        found = self.get_object()
        if not runs(found, self.actor):
            raise NotAllowed(rules.running_refusal(found, self.actor))
        return found


class ProgrammeEditions(RunnersPage):
    """Two versions of the list side by side: who moved, who moved them, why."""

    template_name = "honors/editions.html"

    def head(self) -> Head:
        return Head(f"名单版本：{self.get_object()}", crumbs=self.crumbs)

    def context(self) -> dict[str, Any]:
        programme = self.programme()
        editions = list(programme.editions.select_related("by")[:MOST_EDITIONS])
        chosen = {str(one.number): one for one in editions}
        later = chosen.get(self.request.GET.get("later", ""), editions[0] if editions else None)
        before = editions[1] if len(editions) > 1 else later
        earlier = chosen.get(self.request.GET.get("earlier", ""), before)
        moves = moves_between(programme, earlier, later) if earlier and later else []
        shown = [(one.nomination, standing_label(one.before), standing_label(one.after)) for one in moves]
        own = reverse("honors:editions", args=[programme.pk])
        links = [
            (one, f"{own}?{urlencode({'later': one.number, 'earlier': max(one.number - 1, 1)})}")
            for one in editions
        ]
        return {"editions": links, "later": later, "earlier": earlier, "moves": shown}


class ProgrammeCopies(RunnersPage):
    """Passages that the deeds of two candidates share, whoever they are."""

    template_name = "honors/copies.html"

    def head(self) -> Head:
        return Head(f"事迹查重：{self.get_object()}", crumbs=self.crumbs)

    def context(self) -> dict[str, Any]:
        programme = self.programme()
        people = [*listed(programme), *reserve(programme)] or nominations_of(programme)
        known = {one.pk: one for one in people}
        found = copied(people)
        return {
            "pairs": [(known[one.first], known[one.second], one) for one in found],
            "compared": len([one for one in people if one.deeds]),
        }
