"""Deliberate defects in reporting."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "the city is offered the approval of reports a district has not looked at",
        "jiangong/domains/reporting/queries/reports.py",
        '"mine": Count("pk", filter=waiting_for(actor)),',
        '"mine": Count("pk", filter=Q(state__in=WAITING_STATES)),',
        "tests/domains/reporting/test_areas.py",
    ),
    Mutant(
        "who has checked a report signs it too, whoever else the unit has",
        "jiangong/domains/reporting/rules.py",
        "and sign_elsewhere(report, filler, checker):",
        "and False:",
        "tests/domains/reporting/test_signing.py",
    ),
    Mutant(
        "a correction taken back inside the unit takes the former figures with it",
        "jiangong/domains/reporting/actions/filling.py",
        "    if had_gone_up:\n        uncount",
        "    if True:\n        uncount",
        "tests/domains/reporting/test_signing.py",
    ),
    Mutant(
        "a confirmation makes a fact",
        "jiangong/domains/reporting/actions/counting.py",
        "if one.is_confirmed and not (says_nothing and one.goal.indicator.is_stock):",
        "if False:",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "an approval forgets the figures",
        "jiangong/domains/reporting/actions/reviewing.py",
        """    report_workflow.perform(report, "approve", actor=actor, values=values)
    if not counts_on_arrival(report.window):""",
        """    report_workflow.perform(report, "approve", actor=actor, values=values)
    if False:""",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "a report is taken back after it was read",
        "jiangong/domains/reporting/rules.py",
        """return "上级已经阅收，不能撤回；需要修改请联系上级退回。" if report.read_at else \"\"""",
        """return \"\"""",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "the doubtful pass with the rest",
        "jiangong/domains/reporting/actions/reviewing.py",
        "clean = [one for one in reports if one.pk not in doubtful]",
        "clean = list(reports)",
        "tests/domains/reporting/test_reviewing.py",
    ),
    Mutant(
        "a unit whose sheet is locked is urged on",
        "jiangong/domains/reporting/receivers/deadlines.py",
        "if opening.refusal:",
        "if False:",
        "tests/domains/reporting/test_deadlines.py",
    ),
    Mutant(
        "an unlock leaves the day it is owed by",
        "jiangong/domains/reporting/receivers/deadlines.py",
        "return max(opening.window.due_on, opening.unlocked_until)",
        "return opening.window.due_on",
        "tests/domains/reporting/test_deadlines.py",
    ),
    Mutant(
        "a draft's doubts wait for the submission",
        "jiangong/domains/reporting/views/filling.py",
        "        look_at_draft(self.get_object(), lines)\n",
        "",
        "tests/domains/reporting/test_views.py",
    ),
    Mutant(
        "what is reported below is added to the word above",
        "jiangong/domains/reporting/actions/words.py",
        "            if gap:\n",
        "            if False:\n",
        "tests/domains/reporting/test_words.py",
    ),
    Mutant(
        "two below the same word go on at once",
        "jiangong/domains/reporting/actions/words.py",
        "        hold_rows(set(spoken))\n",
        "        pass\n",
        "tests/domains/reporting/test_words.py",
        on_postgresql=True,
    ),
    Mutant(
        "a confirmed stock leaves the word before it standing",
        "jiangong/domains/reporting/actions/counting.py",
        "if one.is_confirmed and not (says_nothing and one.goal.indicator.is_stock):",
        "if one.is_confirmed:",
        "tests/domains/reporting/test_words.py",
    ),
    Mutant(
        "a report sent under a source that has changed since passes with the rest",
        "jiangong/domains/reporting/queries/doubts.py",
        "    if turned := [one for one in lines if has_turned(one)]:\n",
        "    if turned := []:\n",
        "tests/domains/reporting/test_sourcing.py",
    ),
)
