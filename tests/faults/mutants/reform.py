"""Deliberate defects in reform."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "who leads a task takes it off the list of who keeps it",
        "jiangong/domains/reform/rules.py",
        '    if keeps(task, actor):\n        return ""\n    return f"这项任务由{task.organization}列入清单，请由该单位办理。"',
        '    return ""',
        "tests/domains/reform/test_actions.py",
    ),
)
