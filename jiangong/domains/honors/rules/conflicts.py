"""Why somebody keeps out of what is said about a candidate."""

from collections.abc import Sequence

from jiangong.domains.honors.choices import IN_PLAY
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.honors.queries.conflicts import recusals
from jiangong.domains.honors.queries.programmes import nominations_of
from jiangong.kit.access.actor import Actor


def recusal_refusal(programme: Programme, nominations: Sequence[Nomination], actor: Actor) -> str:
    """Whoever is tied to one of these candidates judges none of this act; nobody can waive it."""
    tied = recusals(programme, nominations, actor)
    first = next((one for one in nominations if one.pk in tied), None)
    return f"您对{first.bearer}应当回避（{tied[first.pk]}），请由其他人办理。" if first else ""


def whole_list_refusal(programme: Programme, actor: Actor) -> str:
    """What moves everybody at once is said about each of them: who is tied to one leaves it to others."""
    return recusal_refusal(
        programme, [one for one in nominations_of(programme) if one.state in IN_PLAY], actor
    )
