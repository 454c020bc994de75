"""What mentorship tells the rest: who should sign, what is due, who taught whom, what can be found."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.actions.handover import OpenWork, register_open_work
from jiangong.domains.assessments.choices import ConflictKind
from jiangong.domains.assessments.queries import Question, Tie, register_conflict_source
from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.actions import forget_person
from jiangong.domains.mentorship.choices import OPEN_STATES, AgreementState, Party
from jiangong.domains.mentorship.measures import CARRIED_OUT
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lineage import agreements_of, standing
from jiangong.domains.mentorship.queries.lists import (
    SOON,
    ending_soon,
    matching,
    midterm_due,
    waiting_for_assessment,
    waiting_for_signature,
)
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import consequence_sources, organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import person_erased
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.messaging.todos import ACT, DUE, Todo, register_todos
from jiangong.kit.pages.heads import Action, Panel
from jiangong.kit.workflow import Transition, transitioned

MOST_TODOS = 8
ICON = "school"

register_owner(
    "mentorship.agreement",
    Agreement.attachment_slots,
    permission="mentorship.view",
    refusal=rules.attaching_refusal,
)


@receiver(transitioned, sender=Agreement)
def tell_the_parties(
    sender: Any, instance: Agreement, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Who has an account hears what concerns them; the clerk hears that it took effect."""
    title = TOLD.get(transition.name)
    if title is None:
        return
    users = [instance.person(party).user for party in Party]
    url, kind = reverse("mentorship:own", args=[instance.pk]), MessageKind.NOTICE
    notify([user for user in users if user], f"{title}：{instance}", note, url, kind, actor=actor)
    if transition.name == "take_effect" and instance.clerk and instance.clerk_id != actor.user_id:
        told = f"师带徒协议生效：{instance}"
        notify([instance.clerk], told, "", instance.get_absolute_url(), kind, actor=actor)


TOLD = {
    "submit": "请签署师带徒协议",
    "take_effect": "师带徒协议生效",
    "extend": "师带徒协议延期",
    "graduate": "出师考核合格",
    "fail": "出师考核不合格",
    "terminate": "师带徒协议终止",
    "void": "师带徒协议作废",
}


@receiver(person_erased)
def forget(sender: Any, person: Person, actor: Actor, **kwargs: Any) -> None:
    forget_person(person, actor=actor)


@register_conflict_source
def master_and_apprentice(question: Question) -> Iterator[Tie]:
    """Whoever once taught or was taught does not judge the other."""
    rows = standing().filter(
        models.Q(master__in=question.judges, apprentice__in=question.people)
        | models.Q(master__in=question.people, apprentice__in=question.judges)
    )
    told = ((one.master_id, one.apprentice_id, "有师徒关系。") for one in rows)
    yield from question.between_people(told, ConflictKind.MENTORSHIP)


@register_todos
def signature_todos(actor: Actor) -> Iterator[Todo]:
    """Agreements that wait for the actor's own signature."""
    if not actor.can("mentorship.sign"):
        return
    for agreement in waiting_for_signature(actor).order_by("pk")[:MOST_TODOS]:
        yield Todo(
            title=f"签署师带徒协议：{agreement}",
            url=reverse("mentorship:own", args=[agreement.pk]),
            meta=(agreement.number,),
            group=ACT,
            why="师傅、徒弟都签字后协议生效。",
            act_label="签署",
            icon="writing-sign",
        )


@register_todos
def course_todos(actor: Actor) -> Iterator[Todo]:
    """Of one's own unit each agreement; of the units below a count, because they see to theirs."""
    if not actor.can("mentorship.edit") or actor.organization_id is None or actor.sees_everything:
        return
    visible = Agreement.objects.visible_to(actor)
    yield from _due_of(visible.filter(organization=actor.organization_id))
    yield from _due_below(visible.exclude(organization=actor.organization_id))


def _due_of(own: models.QuerySet[Agreement]) -> Iterator[Todo]:
    today = timezone.localdate()
    wanted = own.filter(midterm_due() | ending_soon() | waiting_for_assessment())
    for one in wanted.select_related("master", "apprentice").order_by("ends_on", "pk")[: 2 * MOST_TODOS]:
        why, act, due_on = _need(one, today)
        yield Todo(
            title=str(one),
            url=one.get_absolute_url(),
            meta=(one.number,),
            due_on=due_on,
            group=DUE,
            why=why,
            act_label=act,
            icon=ICON,
            tone="crit" if due_on and due_on < today else "warn",
        )


def _need(agreement: Agreement, today: date) -> tuple[str, str, date | None]:
    """Why it stands in the inbox, what to do, until when."""
    if agreement.ends_on < today:
        return "期限已满，请登记出师考核结果，或办理延期。", "登记考核", agreement.ends_on
    if agreement.midterm_on is None and agreement.midterm_due_on and agreement.midterm_due_on <= today:
        return "期限已过半，请登记中期检查。", "中期检查", agreement.midterm_due_on
    if agreement.ends_on <= today + SOON:
        return "30日内到期，请安排出师考核或延期。", "查看", agreement.ends_on
    return "期限即将过半，请安排中期检查。", "中期检查", agreement.midterm_due_on


def _due_below(rows: models.QuerySet[Agreement]) -> Iterator[Todo]:
    kinds = (
        ("midterm", "份协议应做中期检查", midterm_due()),
        ("ending", "份协议30日内到期", ending_soon()),
        ("expired", "份协议期满待考核", waiting_for_assessment()),
    )
    counts = rows.aggregate(**{name: models.Count("pk", filter=wanted) for name, _, wanted in kinds})
    for name, label, _ in kinds:
        if counts[name]:
            yield Todo(
                title=f"所属基层有{counts[name]}{label}",
                url=f"{reverse('mentorship:list')}?view={name}",
                group=DUE,
                act_label="查看",
                icon=ICON,
            )


def find_agreements(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By number, by the beginning of either name, by trade."""
    found = Agreement.objects.visible_to(actor).filter(matching(text))
    related = found.select_related("master", "apprentice", "organization").order_by("-pk")
    for one in related[:limit]:
        sub = "　".join(filter(None, (one.number, str(one.organization), one.get_state_display())))
        yield Hit(str(one), sub, one.get_absolute_url(), ICON)


def mentorship_roles(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """Whom they teach and who taught them."""
    if not actor.can("mentorship.view"):
        return
    for one in agreements_of(person, actor)[:MOST_TODOS]:
        teaches = one.master_id == person.pk
        label = f"师傅，徒弟{one.apprentice}" if teaches else f"徒弟，师傅{one.master}"
        detail = f"{one.occupation}　{one.get_state_display()}"
        yield PersonRole(label, detail, f"{one.starts_on}至{one.last_day}", one.get_absolute_url())


def mentorship_panel(organization: Organization, actor: Actor) -> Panel | None:
    """An organization's agreements on its card, with all below it."""
    if not actor.can("mentorship.view"):
        return None
    year = timezone.localdate().year
    inside = Agreement.objects.visible_to(actor).filter(below(organization.path, "organization__path"))
    counts = inside.aggregate(
        running=models.Count("pk", filter=models.Q(state=AgreementState.VALID)),
        year=models.Count("pk", filter=models.Q(CARRIED_OUT, effective_on__year=year)),
        passed=models.Count("pk", filter=models.Q(state=AgreementState.PASSED, completed_on__year=year)),
        total=models.Count("pk"),
    )
    if not counts["total"]:
        return None
    address = f"{reverse('mentorship:list')}?organization={organization.pk}"
    rows = (
        (f"{year}年有效协议", counts["year"], f"{address}&view=counting&effective_on_from={year}-01-01"),
        ("正在履行", counts["running"], f"{address}&view=valid"),
        (f"{year}年出师", counts["passed"], f"{address}&view=passed&completed_on_from={year}-01-01"),
    )
    return Panel(
        "师带徒",
        "mentorship/_counts.html",
        {"rows": rows},
        side=True,
        actions=(Action("看台账", address, ICON),),
    )


def agreements_inside(path: str, day: date) -> str:
    """How many agreements in force a change of the tree takes along."""
    known = Agreement.objects.ungated("counted for who may change the tree")
    count = known.filter(below(path, "organization__path"), state=AgreementState.VALID).count()
    return f"{count}份履行中的师带徒协议" if count else ""


def open_agreements() -> models.QuerySet[Agreement]:
    """Not yet signed by both: these wait for their clerk."""
    rows = Agreement.objects.ungated("a handover moves all of one person")
    return rows.filter(state__in=OPEN_STATES)


register_open_work("未生效的师带徒协议", OpenWork(open_agreements, "clerk"))
register_role_source(mentorship_roles)
organization_panels.append(mentorship_panel)
consequence_sources.append(agreements_inside)
register_search(SearchSource("师带徒协议", "mentorship.view", find_agreements))
