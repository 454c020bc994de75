"""Every write of statistics."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.officers import acting_union_id
from jiangong.domains.statistics import rules
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries.circulars import figures_now
from jiangong.domains.statistics.queries.printing import circular_document
from jiangong.domains.statistics.queries.snapshots import digest_of
from jiangong.domains.statistics.workflow import circular_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.lib.officialdoc.writing import kept

FIGURES = ["figures", "computed_at", "digest"]


@transaction.atomic
def compile_circular(plan: Plan, as_of: date, values: Mapping[str, Any], *, actor: Actor) -> Circular:
    """A draft with the figures of a day."""
    if reason := rules.compiling_refusal(plan, actor):
        raise NotAllowed(reason)
    if as_of > timezone.localdate():
        raise Refusal("数据截至日期不能晚于今天。", "as_of")
    circular = Circular.objects.create(
        organization_id=acting_union_id(plan.organization),
        plan=plan,
        as_of=as_of,
        drafter=actor.user,
        **figures_now(plan, as_of),
        **values,
    )
    record(actor, "statistics.circular.create", circular, plan=plan.pk, as_of=str(as_of))
    return circular


@transaction.atomic
def revise_circular(circular: Circular, fields: Iterable[str], version: int, *, actor: Actor) -> Circular:
    """Change the words of a draft."""
    stored = Circular.objects.ungated("compared with what is being revised").get(pk=circular.pk)
    if reason := rules.editing_refusal(stored, actor):
        raise NotAllowed(reason)
    names = list(fields)
    before = {name: getattr(stored, name) for name in names}
    save_if_unchanged(circular, version, names)
    record(actor, "statistics.circular.edit", circular, fields=differences(before, circular))
    return circular


@transaction.atomic
def renew_circular(circular: Circular, *, actor: Actor) -> Circular:
    """Take the figures of the same day anew."""
    if reason := rules.editing_refusal(circular, actor):
        raise NotAllowed(reason)
    for name, value in figures_now(circular.plan, circular.as_of).items():
        setattr(circular, name, value)
    save_if_unchanged(circular, circular.version, FIGURES)
    record(actor, "statistics.circular.renew", circular)
    return circular


def issue_circular(circular: Circular, *, actor: Actor) -> Circular:
    """From now on its figures and its words stay as they are."""
    now = timezone.now()
    paper = kept(circular_document(circular, signed_at=now))
    values = {
        "issued_at": now,
        "issuer_id": actor.user_id,
        "paper": paper,
        "digest": digest_of([circular.figures, paper]),
    }
    return circular_workflow.perform(circular, "issue", actor=actor, values=values)


def void_circular(circular: Circular, note: str, *, actor: Actor) -> Circular:
    return circular_workflow.perform(circular, "void", actor=actor, note=note)


@transaction.atomic
def arrange_tiles(places: Mapping[Organization, tuple[int, int] | None], *, actor: Actor) -> None:
    """Where units lie on the map; nothing takes a unit off it."""
    if not actor.can("statistics.arrange"):
        raise NotAllowed("您当前的任职没有“安排单位方位图”的权限。")
    taken = [spot for spot in places.values() if spot is not None]
    if len(set(taken)) != len(taken):
        raise Refusal("有两家单位排在同一格，请把其中一家移到别的格子。")
    TilePlace.objects.ungated("replaced as a whole").filter(organization__in=list(places)).delete()
    TilePlace.objects.ungated("replaced as a whole").bulk_create(
        [TilePlace(organization=unit, row=spot[0], column=spot[1]) for unit, spot in places.items() if spot]
    )
    for unit in list(places)[:1]:
        record(actor, "statistics.tileplace.arrange", unit, units=len(taken))
