"""What the ledgers of the reform tell the rest: to-dos, search, owned files."""

from collections.abc import Iterator

from django.db.models import Q

from jiangong.domains.reform import rules
from jiangong.domains.reform.choices import EntryState, TaskState
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.domains.reform.queries import due_tasks
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import DUE, Todo, register_todos

MOST_TODOS = 20

for _label, _model in (("reform.reformtask", ReformTask), ("reform.policy", Policy), ("reform.pilot", Pilot)):
    register_owner(_label, _model.attachment_slots, permission="reform.view", refusal=rules.attaching_refusal)


@register_todos
def task_todos(actor: Actor) -> Iterator[Todo]:
    """Tasks one's own union leads that are late or soon due."""
    if not actor.can("reform.edit"):
        return
    for task in due_tasks(actor).select_related("organization")[:MOST_TODOS]:
        yield Todo(
            title=task.text,
            url=task.get_absolute_url(),
            meta=(f"产改责任清单　{task.organization}",),
            due_on=task.due_on,
            group=DUE,
            act_label="登记完成",
            icon="list-check",
            tone="crit" if task.days_late else "mute",
        )


def find_tasks(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By what is to be done."""
    rows = ReformTask.objects.visible_to(actor).filter(text__icontains=text).exclude(state=TaskState.VOID)
    for one in rows.select_related("lead").order_by("-year", "due_on", "pk")[:limit]:
        sub = f"{one.year}年　{one.lead}　{one.get_state_display()}"
        yield Hit(one.text, sub, one.get_absolute_url(), "list-check")


def find_policies(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By title or number."""
    named = Q(title__icontains=text) | Q(number__icontains=text)
    rows = Policy.objects.visible_to(actor).filter(named, state=EntryState.STANDING)
    for one in rows.order_by("-issued_on", "-pk")[:limit]:
        yield Hit(one.title, f"{one.number}　{one.issuer}", one.get_absolute_url(), "file-text")


register_search(SearchSource(str(ReformTask._meta.verbose_name), "reform.view", find_tasks))
register_search(SearchSource(str(Policy._meta.verbose_name), "reform.view", find_policies))
