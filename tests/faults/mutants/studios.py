"""Deliberate defects in studios."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a studio is registered whatever it lacks",
        "jiangong/domains/studios/workflow.py",
        "            guard=rules.registering_refusal,\n",
        "",
        "tests/domains/studios/test_course.py",
    ),
    Mutant(
        "a public card names a leader who did not agree",
        "jiangong/domains/studios/views/cards.py",
        "studio.leader if studio.leader_consents and studio.leader else None",
        "studio.leader",
        "tests/domains/studios/test_views.py",
    ),
    Mutant(
        "a card of a studio called after its leader opens without consent",
        "jiangong/domains/studios/models/studios.py",
        " and (self.leader_consents or not self.names_leader)",
        "",
        "tests/domains/studios/test_views.py",
    ),
)
