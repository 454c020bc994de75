"""A rubric that went out with a plan stays as it is."""

from jiangong.domains.assessments.models import Rubric
from jiangong.domains.assessments.rules import register_holding
from jiangong.domains.plans.choices import PUBLISHED_STATES
from jiangong.domains.plans.models import Program


@register_holding
def issued_with_a_plan(rubric: Rubric) -> str:
    """Whoever is judged by it has read it."""
    issued = Program.objects.filter(rubric=rubric, plan__state__in=PUBLISHED_STATES).select_related("plan")
    program = issued.first()
    return f"这份评分标准已随《{program.plan.title}》下发，不能再改；需要变动请另行制定。" if program else ""
