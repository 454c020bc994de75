"""Plans: from a notice to issued targets."""

from jiangong.domains.plans.models.course import Cosignature, Waiver
from jiangong.domains.plans.models.editions import Edition, Receipt, Target
from jiangong.domains.plans.models.plans import Goal, Plan, Program, Recipient
from jiangong.domains.plans.models.readings import Reading
from jiangong.domains.plans.models.tasks import Delivery, Duty, Step, Task

__all__ = [
    "Cosignature",
    "Delivery",
    "Duty",
    "Edition",
    "Goal",
    "Plan",
    "Program",
    "Reading",
    "Receipt",
    "Recipient",
    "Step",
    "Target",
    "Task",
    "Waiver",
]
