"""Deliberate defects in supervision."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "any text passes for the seed that was sealed",
        "jiangong/domains/supervision/actions/drawing.py",
        "if draw.seed_kind == SeedKind.SEALED and seed_digest(seed) != draw.seed_digest:",
        "if draw.seed_kind == SeedKind.SEALED and not draw.seed_digest:",
        "tests/domains/supervision/actions/test_drawing.py",
    ),
    Mutant(
        "who left a unit last year inspects it",
        "jiangong/domains/supervision/queries/pools.py",
        "models.Q(ends_on=None) | models.Q(ends_on__gt=since),",
        "models.Q(ends_on=None),",
        "tests/domains/supervision/actions/test_drawing.py",
    ),
    Mutant(
        "a declared tie is not heeded",
        "jiangong/domains/supervision/queries/pools.py",
        "        found[key].add(user)\n    return found",
        "        found[key].discard(user)\n    return found",
        "tests/domains/supervision/actions/test_drawing.py",
    ),
    Mutant(
        "a result that somebody changed passes as verified",
        "jiangong/domains/supervision/queries/verifying.py",
        'if teams != draw.result.get("teams"):',
        'if len(teams) != len(draw.result.get("teams", [])):',
        "tests/domains/supervision/actions/test_drawing.py",
    ),
    Mutant(
        "the digest of a draw runs off the paper",
        "jiangong/kit/printing/official.css",
        "text-align: justify; overflow-wrap: anywhere; }",
        "text-align: justify; }",
        "tests/kit/printing/test_typesetting.py",
    ),
    Mutant(
        "draw verify is content with nothing",
        "jiangong/domains/supervision/management/commands/draw.py",
        "if not found.draws:",
        "if found.draws < 0:",
        "tests/domains/supervision/test_command.py",
    ),
    Mutant(
        "a unit is visited as often as anybody likes",
        "jiangong/domains/supervision/rules.py",
        "    if others < most:\n",
        "    if others >= 0:\n",
        "tests/domains/supervision/actions/test_visiting.py",
    ),
    Mutant(
        "the reported figure follows the ledger after the visit began",
        "jiangong/domains/supervision/actions/visiting.py",
        '    FigureCheck.objects.bulk_update(figures, ["verified", "explanation"])',
        "    for one, new in zip(figures, new_figures(visit, sheet.visited_on), strict=True):\n"
        "        one.reported = new.reported\n"
        '    FigureCheck.objects.bulk_update(figures, ["verified", "explanation", "reported"])',
        "tests/domains/supervision/actions/test_visiting.py",
    ),
    Mutant(
        "who found it closes it",
        "jiangong/domains/supervision/rules.py",
        "if actor.user_id == finding.recorded_by_id:",
        "if actor.user_id is None:",
        "tests/domains/supervision/actions/test_findings.py",
    ),
)
