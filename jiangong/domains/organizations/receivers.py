"""What organizations tell the rest: what can be found, what waits for whom."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.models import (
    Enterprise,
    NameQuestion,
    Organization,
    OrganizationAlias,
    OrganizationChange,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import ACT, DECIDE, Todo, register_todos
from jiangong.lib.names import normalize

MOST_TODOS = 20


@register_todos
def name_todos(actor: Actor) -> Iterator[Todo]:
    """Names nobody has settled, as one row."""
    if not actor.can("organizations.resolve_names"):
        return
    waiting = NameQuestion.objects.visible_to(actor).filter(answered_at=None)
    examples = list(waiting.values_list("text", flat=True)[:3])
    if examples:
        yield Todo(
            title=f"{waiting.count()}个组织名称待确认",
            url=reverse("organizations:name_question_list"),
            meta=("、".join(examples),),
            group=DECIDE,
            why="认不出的名称确认一次，今后自动识别。",
            act_label="去确认",
            icon="help",
        )


@register_todos
def first_union_todos(actor: Actor) -> Iterator[Todo]:
    """A federation just opened consists of its root: whoever may build it up is told where to begin."""
    if not (actor.sees_everything and actor.can("organizations.change")):
        return
    if Organization.objects.visible_to(actor).exclude(parent=None).exists():
        return
    yield Todo(
        title="建立部门和所属工会",
        url=reverse("importing:start", args=["organizations.organization"]),
        group=ACT,
        why="下载模板，把部门、区县、产业、直属工会和基层工会一次导入；也可以在“组织”里逐个新建。",
        act_label="去导入",
        icon="sitemap",
    )


@register_todos
def failed_change_todos(actor: Actor) -> Iterator[Todo]:
    """Planned changes that were overtaken by events."""
    if not actor.can("organizations.change"):
        return
    failed = OrganizationChange.objects.visible_to(actor).filter(state=ChangeState.FAILED)
    for change in failed.select_related("organization")[:MOST_TODOS]:
        yield Todo(
            title=f"组织变动未能生效：{change.summary}",
            url=change.organization.get_absolute_url(),
            meta=(f"原定{change.effective_on}",),
            group=ACT,
            why=change.refusal,
            act_label="查看",
            icon="alert-triangle",
            tone="warn",
        )


def find_organizations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name, short name, alias or credit code; open ones first."""
    spelled = OrganizationAlias.objects.ungated("matched within gated organizations").filter(
        organization=OuterRef("pk"), normalized__contains=normalize(text)
    )
    named = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(credit_code__istartswith=text)
    found = Organization.objects.visible_to(actor).filter(named | Q(Exists(spelled)))
    for one in found.select_related("parent").order_by("closed_on", "position", "pk")[:limit]:
        sub = "　".join(filter(None, (one.get_kind_display(), str(one.parent or ""))))
        written = "" if one.closed_on else one.name
        yield Hit(one.name, sub, one.get_absolute_url(), "sitemap", written)


def find_enterprises(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name or credit code."""
    named = Q(name__icontains=text) | Q(credit_code__istartswith=text)
    found = Enterprise.objects.visible_to(actor).filter(named).select_related("organization")
    for one in found.order_by("name", "pk")[:limit]:
        yield Hit(one.name, str(one.organization), one.get_absolute_url(), "building", one.name)


register_search(
    SearchSource(
        str(Organization._meta.verbose_name), "organizations.view", find_organizations, "organizations"
    )
)
register_search(
    SearchSource(
        str(Enterprise._meta.verbose_name), "organizations.view_enterprises", find_enterprises, "enterprises"
    )
)
