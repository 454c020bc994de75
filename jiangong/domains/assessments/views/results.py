"""Where everybody stands, group by group, on the screen and on paper."""

from itertools import groupby
from typing import Any

from django.urls import reverse

from jiangong.domains.assessments.choices import RoundState
from jiangong.domains.assessments.models import Result
from jiangong.domains.assessments.queries.printing import ranking_document
from jiangong.domains.assessments.queries.results import OUTDATED, has_changed, latest_result, ranking_rows
from jiangong.domains.assessments.queries.rounds import tie_words
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.views.links import SECTION
from jiangong.domains.assessments.views.places import columns_of, written_places
from jiangong.domains.assessments.views.rounds import RoundPage
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Banner
from jiangong.lib.officialdoc.writing import OfficialDocument


class RankingPage(RoundPage, Page):
    """The official result, or the last tally; each reader sees the rows within reach."""

    permission = "assessments.view"
    section = SECTION
    template_name = "assessments/ranking.html"

    @property
    def result(self) -> Result:
        one = self.get_object()
        if not hasattr(self, "_result"):
            self._result = latest_result(one, self.actor)
        if self._result is None:
            raise NotAllowed("还没有汇总，或者您还有评分没有提交，暂时看不到得分。")
        self._result.round = one
        return self._result

    def head(self) -> Head:
        one, result = self.get_object(), self.result
        badge = Badge("正式结果", "ok") if result.is_official else Badge("汇总中", "warn")
        made = f"第{result.number}次汇总"
        found: tuple[Action, ...] = ()
        if one.state == RoundState.FINAL_SCORING and not rules.organizing_refusal(one, self.actor):
            conclude = reverse("assessments:conclude", args=[one.pk])
            blocked = rules.concluding_refusal(one, self.actor)
            told = ("得分和名次成为正式结果，各单位可以看到本单位的得分。",)
            again = Action("重新汇总", reverse("assessments:tally", args=[one.pk]), "refresh", method="post")
            found = (
                again,
                Action("出结果", conclude, method="post", primary=True, blocked=blocked, consequences=told),
            )
        prints = print_actions(reverse("assessments:ranking_print", args=[one.pk]), RankingPrint.kinds)
        return Head("得分排名", self.crumbs, (made, one.get_aggregation_display()), badge, found, prints)

    def context(self) -> dict[str, Any]:
        one = self.get_object()
        rows, columns = ranking_rows(self.result, self.actor), columns_of(one)
        grouped = [(name, list(found)) for name, found in groupby(rows, key=lambda row: row["group"])]
        return {
            "round": one,
            "result": self.result,
            "columns": columns,
            "ties": tie_words(one.ties, one.rubric_id),
            "groups": [(name, len(found), written_places(found, columns)) for name, found in grouped],
            "banners": self.banners(),
        }

    def banners(self) -> list[Banner]:
        result = self.result
        if result.round.organization.scope_path != self.actor.scope_path:
            return []
        return [Banner(OUTDATED[result.is_official], "warn")] if has_changed(result) else []


class RankingPrint(RoundPage, PrintPage):
    """The ranking as a document with places for signatures and a mark of its contents."""

    permission = "assessments.view"
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Any) -> OfficialDocument:
        result = latest_result(instance, self.actor)
        if result is None:
            raise NotAllowed("还没有汇总，没有可以打印的排名。")
        result.round = instance
        return ranking_document(result, ranking_rows(result, self.actor))
