"""What selection tells the rest: to-dos, search, a person's roles, an organization's card; what it hears from titles."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions.nominations import flag_evidence
from jiangong.domains.honors.choices import EDITABLE, ObjectionState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Certificate, Nomination, Notice, Objection, Programme
from jiangong.domains.honors.queries.programmes import matching, open_programmes, runs
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.rules.programmes import basis_refusal
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import person_erased
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.queries import counts_by_family
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos
from jiangong.kit.pages.heads import Panel
from jiangong.kit.workflow import transitioned

MOST_TODOS = 8

register_owner(
    "honors.nomination",
    Nomination.attachment_slots,
    permission="honors.view",
    refusal=rules.attaching_refusal,
)


@register_todos
def nominating_todos(actor: Actor) -> Iterator[Todo]:
    """Programmes that take nominations, and one's own that came back."""
    if not actor.can("honors.nominate"):
        return
    waiting = Nomination.objects.visible_to(actor).filter(
        state__in=EDITABLE, programme__state=ProgrammeState.OPEN
    )
    for one in waiting.select_related("programme").order_by("programme__nominate_until", "pk")[:MOST_TODOS]:
        yield Todo(
            title=f"{one.bearer}：{one.programme.name}",
            url=one.get_absolute_url(),
            meta=(one.get_state_display(), one.reason),
            due_on=one.programme.nominate_until,
            group=RETURNED if one.reason else ACT,
            act_label="补齐推荐",
            icon="user-plus",
        )
    today = timezone.localdate()
    for programme in open_programmes(actor).exclude(nominate_until__lt=today)[:MOST_TODOS]:
        if runs(programme, actor):
            continue
        yield Todo(
            title=f"推荐人选：{programme.name}",
            url=programme.get_absolute_url(),
            meta=(str(programme.organization),),
            due_on=programme.nominate_until,
            group=DUE,
            act_label="推荐",
            icon="medal",
        )


@register_todos
def running_todos(actor: Actor) -> Iterator[Todo]:
    """What a programme in preparation lacks, objections that wait, notices that have run their time."""
    if not actor.can("honors.organize"):
        return
    mine = Programme.objects.visible_to(actor).select_related("organization", "title")
    for one in mine.filter(state=ProgrammeState.DRAFT).order_by("pk")[:MOST_TODOS]:
        if runs(one, actor) and (why := basis_refusal(one)):
            yield Todo(
                title=f"{one.name}不能开始",
                url=one.get_absolute_url(),
                why=why,
                group=ACT,
                act_label="补登依据",
                icon="shield-x",
                tone="crit",
            )
    reviewing = mine.filter(state=ProgrammeState.REVIEWING).prefetch_related("stages", "notices")
    for one in reviewing.order_by("pk")[:MOST_TODOS]:
        stage = one.current() if runs(one, actor) else None
        if stage is not None and stage.kind == StageKind.NOTICE:
            yield from _notice_todo(one, list(one.notices.all()), stage.pk)


def _notice_todo(programme: Programme, notices: list[Notice], stage: int) -> Iterator[Todo]:
    own = [one for one in notices if one.stage_id == stage and one.recalled_at is None]
    words = "发布公示" if not own else "" if any(not one.is_over() for one in own) else "公示期满，办理下一步"
    if words:
        yield Todo(
            title=f"{words}：{programme.name}",
            url=programme.get_absolute_url(),
            group=DECIDE,
            act_label="办理",
            icon="speakerphone",
        )


@register_todos
def objection_todos(actor: Actor) -> Iterator[Todo]:
    """Objections nobody has settled: they hold everything up."""
    if not actor.can("honors.examine"):
        return
    waiting = Objection.objects.visible_to(actor).filter(state=ObjectionState.OPEN)
    for one in waiting.select_related("notice__programme", "nomination").order_by("received_at")[:MOST_TODOS]:
        yield Todo(
            title=f"核实公示异议：{one.notice.programme.name}",
            url=one.get_absolute_url(),
            meta=(one.nomination.bearer if one.nomination else "整个名单",),
            group=DECIDE,
            act_label="核实",
            icon="message-circle",
            tone="crit",
        )


@register_role_source
def honours_of(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """The way to a person's honours through the years, for whom there are any."""
    if not actor.can("honors.view"):
        return
    given = Certificate.objects.visible_to(actor).filter(nomination__person=person).count()
    tried = Nomination.objects.visible_to(actor).filter(person=person).count()
    counted = ((tried, f"推荐{tried}次"), (given, f"证书{given}份"))
    told = "，".join(words for number, words in counted if number)
    if told or Award.objects.visible_to(actor).filter(person=person).exists():
        yield PersonRole("历年荣誉", told, "", reverse("honors:person", args=[person.pk]))


def honours_panel(organization: Organization, actor: Actor) -> Panel | None:
    """The way from an organization's card to its honours through the years."""
    if not actor.can("honors.view") or not actor.can("titles.view"):
        return None
    rows = [(label, number) for _, label, number in counts_by_family(organization, actor)]
    told = {"rows": rows, "url": reverse("honors:unit", args=[organization.pk])}
    return Panel("历年荣誉", "honors/_of_organization.html", told, side=True)


organization_panels.append(honours_panel)


@receiver(transitioned, sender=Award)
def follow_the_title(sender: Any, instance: Award, **kwargs: Any) -> None:
    """What rested on a title that falls is flagged wherever it was cited; a restored one stands again."""
    flag_evidence([instance], instance.revoked_on or timezone.localdate())


@receiver(person_erased)
def forget_words(sender: Any, person: Person, actor: Actor, **kwargs: Any) -> None:
    """What a nomination says about an erased person goes; the certificate is public record."""
    rows = Nomination.objects.ungated("an erased person's words go, wherever they were written")
    rows.filter(person=person).update(deeds="", position="", reason="", bearer=person.name)


def find_programmes(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name and title."""
    found = Programme.objects.visible_to(actor).filter(matching(text)).select_related("organization", "title")
    for one in found.order_by("-year", "-pk")[:limit]:
        sub = f"{one.year}年　{one.organization}　{one.get_state_display()}"
        yield Hit(one.name, sub, one.get_absolute_url(), "medal")


register_search(SearchSource(str(Programme._meta.verbose_name), "honors.view", find_programmes))
