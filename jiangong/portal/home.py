"""What the home page shows: what waits, what there is, what came lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jiangong.domains.documents.choices import OPEN_STATES, DocumentState
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import overdue
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.queries import standing_people
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.counting import count_rows
from jiangong.kit.messaging.todos import Todo, grouped
from jiangong.kit.pages import Action, Badge
from jiangong.kit.ui.figures import day_text
from jiangong.kit.ui.parts import Empty, Figure, Task

SOON = 3
DOCUMENTS = 4
SUMMARY = {
    "待我决定": "{n}件待您决定",
    "待我办理": "{n}件待您办理",
    "到期": "{n}件到期",
    "退回给我": "{n}件被退回",
}
NOT_UNIONS = (OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER)


def task_of(todo: Todo, today: date) -> Task:
    """One row of the inbox with its date in words."""
    due, note, urgent = due_words(todo.due_on, today)
    return Task(
        title=todo.title,
        url=todo.url,
        meta=todo.meta,
        why=todo.why,
        due=due,
        due_note=note,
        urgent=urgent,
        act=todo.act_label,
        tone=todo.tone,
        icon=todo.icon,
    )


def due_words(due_on: date | None, today: date) -> tuple[str, str, bool]:
    """The date, how far away it is, and whether it presses."""
    if due_on is None:
        return "", "", False
    days = (due_on - today).days
    if days < 0:
        return day_text(due_on, "short"), f"已过{-days}天", True
    if days == 0:
        return "今天", "截止", True
    return day_text(due_on, "short"), "明天" if days == 1 else f"还剩{days}天", days <= SOON


def inbox(todos: list[Todo], today: date) -> tuple[Task | None, list[tuple[str, list[Task]]]]:
    """The next act above everything, then the rest by group."""
    if not todos:
        return None, []
    groups = [(label, [task_of(todo, today) for todo in found]) for label, found in grouped(todos[1:])]
    return task_of(todos[0], today), groups


def summary(todos: list[Todo]) -> str:
    """The day in one sentence."""
    counts = [SUMMARY[label].format(n=len(found)) for label, found in grouped(todos) if label in SUMMARY]
    return f"有{'、'.join(counts)}。" if counts else "没有等您办理的事项。"


def figures(actor: Actor) -> Iterator[Figure]:
    """What there is within the actor's reach; every figure opens its list."""
    if actor.can("organizations.view"):
        unions = Organization.objects.visible_to(actor).filter(closed_on=None).exclude(kind__in=NOT_UNIONS)
        yield Figure("工会组织", count_rows(unions), "家", url=reverse("organizations:list"))
    if actor.can("people.view"):
        people = standing_people(actor)
        yield Figure("登记人员", count_rows(people), "人", url=reverse("people:list"))
    if actor.can("documents.view"):
        waiting = Document.objects.visible_to(actor).filter(state__in=OPEN_STATES)
        address = reverse("documents:list")
        yield Figure("在办文件", count_rows(waiting), "件", url=f"{address}?view=open")
        late = count_rows(waiting.filter(overdue()))
        if late:
            mark = Badge("已超期", "crit")
            yield Figure("超期文件", late, "件", url=f"{address}?view=overdue", mark=mark)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One of the latest documents: its year's number, where it stands, where it leads."""

    kind: str
    title: str
    note: str
    url: str


def recent_documents(actor: Actor) -> list[DocumentLine]:
    """The last documents within reach."""
    if not actor.can("documents.view"):
        return []
    rows = Document.objects.visible_to(actor).exclude(state=DocumentState.VOID).order_by("-pk")[:DOCUMENTS]
    return [
        DocumentLine(
            kind=f"〔{one.register_serial}〕",
            title=one.title,
            note=f"{one.official_number or one.register_number}　{one.get_state_display()}",
            url=one.get_absolute_url(),
        )
        for one in rows
    ]


def empty_inbox(actor: Actor) -> Empty:
    """Why nothing is here, and what to do: different for those who decide and those who look on."""
    if actor.user.console:
        return Empty(
            "没有等您办理的事项", "管理员不接触业务内容。请从菜单进入您负责的控制台。", "shield-check"
        )
    if actor.organization is None:
        return Empty(
            "您还没有任职", "任职决定您能看什么、办什么。请联系本单位或上级工会的账号管理人员。", "user"
        )
    if not actor.can("documents.view"):
        own = Action("查看我的登记信息", reverse("people:mine"), icon="certificate")
        return Empty(
            "目前没有需要您办理的事项", "有内容分派给您时，会出现在这里，并发消息提醒您。", "inbox", (own,)
        )
    return Empty("都办完了", "新的文件、到期和退回的事项会出现在这里。", "circle-check")


def wants_overview(actor: Actor) -> bool:
    """Leaders read figures first: they decide for the whole federation and register nothing."""
    return actor.sees_everything and actor.can("documents.instruct") and not actor.can("documents.register")
