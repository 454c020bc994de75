"""What stands in the way of writing down what a department says."""

from jiangong.domains.honors.models import Consultation, Veto
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.rules.programmes import consulting_refusal
from jiangong.kit.access.actor import Actor


def replying_refusal(letter: Consultation, actor: Actor) -> str:
    """An answer is about everybody in the letter, with a veto or without."""
    if reason := consulting_refusal(letter.programme, actor):
        return reason
    return recusal_refusal(letter.programme, list(letter.covered.all()), actor)


def lifting_refusal(veto: Veto, actor: Actor) -> str:
    programme = veto.consultation.programme
    return consulting_refusal(programme, actor) or recusal_refusal(programme, [veto.nomination], actor)
