"""How a change of the tree comes to its end: it takes effect, fails on its day, or is taken back."""

from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.models import OrganizationChange
from jiangong.domains.organizations.rules import beyond_reach
from jiangong.kit.access.actor import Actor
from jiangong.kit.workflow import Transition, Workflow


def _within_reach(change: OrganizationChange, actor: Actor) -> str:
    """Whoever may register a change may take it back, and nobody else."""
    return beyond_reach(*change.touched, actor)


CHANGE = Workflow(
    "organizations.organizationchange",
    [
        Transition(
            "apply",
            "使变动生效",
            (ChangeState.PENDING,),
            ChangeState.APPLIED,
            "organizations.change",
            guard=_within_reach,
        ),
        Transition(
            "fail", "记为未能生效", (ChangeState.PENDING,), ChangeState.FAILED, "organizations.change"
        ),
        Transition(
            "cancel",
            "取消",
            (ChangeState.PENDING, ChangeState.FAILED),
            ChangeState.CANCELLED,
            "organizations.change",
            guard=_within_reach,
        ),
    ],
)
