"""Sheets handed in at once, each sent twice: none is lost, none counts twice.

A small sample over the actions; ``tests/faults/test_judging.py`` has five hundred judges before a real server.
"""

import uuid
from decimal import Decimal

import pytest

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import draw_judges
from jiangong.domains.assessments.actions.sheets import Scoring, submit_sheet
from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.models import ResultRow, Sheet
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.running import Outcome, run_once
from tests.cast import assemble
from tests.factories.assessments import items_of, make_round, make_rubric
from tests.factories.organizations import make_organization

JUDGES, WORKS = 6, 5

pytestmark = pytest.mark.database


def test_sheets_at_once_none_lost_none_twice(shared_database, race):
    cast = assemble()
    officer, rubric = cast.actor("city_officer"), make_rubric(cast.federation)
    units = [make_organization(f"第{n}区总工会", "district", cast.federation) for n in range(WORKS)]
    one = make_round(officer, rubric, *units, judges=JUDGES, each=JUDGES)
    draw_judges(one, "1", "even", actor=officer)
    stages.open_final_scoring(one, actor=officer)
    keys = [str(item.pk) for item in items_of(rubric)]
    rows = Sheet.objects.ungated("test").filter(round=one, stage=Stage.FINAL)
    related = ("round__rubric", "round__organization", "subject__organization", "judge__user", "organization")
    actors = {judge.pk: current_actor(judge.user) for judge in one.judges.select_related("user")}

    def submit(sheet: Sheet, points: Decimal, key: str) -> Outcome:
        said = Scoring(dict.fromkeys(keys, points))

        def act() -> Outcome:
            submit_sheet(sheet, said, actor=actors[sheet.judge_id])
            return Outcome("/done/")

        return run_once(actors[sheet.judge_id], key, {"points": str(points)}, act)

    def judge_acts(pk: int) -> list:
        """A judge's sheets one after the other, each pressed twice."""
        answers = []
        for sheet in rows.filter(judge=pk).select_related(*related):
            key, points = str(uuid.uuid4()), Decimal(sheet.subject.position % 4)
            answers.append(submit(sheet, points, key))
            try:
                answers.append(submit(sheet, points, key))
            except Refusal as refusal:
                answers.append(refusal)
        return answers

    answers = race([lambda pk=pk: judge_acts(pk) for pk in actors])
    told = [answer for found in answers for answer in found]
    assert len(told) == 2 * JUDGES * WORKS
    assert [answer for answer in told if not isinstance(answer, Outcome)] == []
    assert sum(answer.repeated for answer in told) == JUDGES * WORKS
    assert rows.filter(state=SheetState.SUBMITTED).count() == JUDGES * WORKS
    written = AuditEntry.objects.filter(verb="assessments.sheet.submit").count()
    assert written == JUDGES * WORKS
    result = stages.tally(one, actor=officer)
    found = (
        ResultRow.objects.ungated("test").filter(result=result).values_list("subject__position", "official")
    )
    assert dict(found) == {place: Decimal(2 * (place % 4)) for place in range(1, WORKS + 1)}
