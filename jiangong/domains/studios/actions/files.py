"""Opening a studio's file and keeping it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Leadership, Result, Studio
from jiangong.domains.studios.queries.deadlines import due_dates
from jiangong.domains.studios.queries.elements import known_about, missing_of
from jiangong.domains.studios.rules import StudioFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

COLUMNS = (
    "name", "kind", "level", "organization", "industry", "founded_on", "place", "equipment", "rules_text",
    "introduction",
)  # fmt: skip


@transaction.atomic
def open_studio(facts: StudioFacts, *, actor: Actor) -> Studio:
    """A new file, in the state of being built."""
    if not actor.can("studios.edit"):
        raise NotAllowed(f"您当前的任职没有“{label_of('studios.edit')}”的权限。")
    studio = Studio(leader=facts.leader)
    _fill(studio, facts)
    studio.due_on = due_dates([studio.organization]).get(studio.organization_id)
    with _one_name():
        studio.save(force_insert=True)
    if facts.leader is not None:
        starts_on = facts.founded_on or timezone.localdate()
        Leadership.objects.create(studio=studio, person=facts.leader, starts_on=starts_on)
    recount([studio])
    record(actor, "studios.studio.create", studio, kind=studio.kind)
    return studio


@transaction.atomic
def revise_studio(studio: Studio, facts: StudioFacts, version: int, *, actor: Actor) -> Studio:
    """Save corrected facts, unless somebody else was first; the leader changes by an act of its own."""
    stored = Studio.objects.ungated("compared with what is being revised").get(pk=studio.pk)
    if reason := rules.editing_refusal(stored, actor):
        raise NotAllowed(reason)
    before = {name: getattr(stored, name) for name in COLUMNS}
    _fill(studio, facts)
    if stored.namings.exists() and studio.level != stored.level:
        raise Refusal("已经命名的工作室，级别随命名改变，不能直接修改。", "level")
    with _one_name():
        save_if_unchanged(studio, version, list(COLUMNS))
    if studio.organization_id != stored.organization_id:
        _follow(studio)
    recount([studio])
    record(actor, "studios.studio.edit", studio, fields=differences(before, studio))
    return studio


def _fill(studio: Studio, facts: StudioFacts) -> None:
    for name in COLUMNS:
        setattr(studio, name, getattr(facts, name))
    if reason := rules.day_refusal(studio.founded_on, "创建日期"):
        raise Refusal(reason, "founded_on")
    if reason := rules.twin_refusal(studio):
        raise Refusal(reason, "name")


def _follow(studio: Studio) -> None:
    """Results count for the union the studio counts for; another unit may have another deadline."""
    results = Result.objects.ungated("results follow their studio").filter(studio=studio)
    results.update(organization=studio.organization_id)
    studio.due_on = due_dates([studio.organization]).get(studio.organization_id)
    rows = Studio.objects.ungated("the row just saved").filter(pk=studio.pk)
    rows.update(due_on=studio.due_on)


def recount(studios: Iterable[Studio]) -> None:
    """Write down how many elements each lacks; belongs into the transaction that changed one."""
    rows = list(studios)
    known = known_about(rows)
    own = Studio.objects.ungated("rows whose file just changed")
    for studio in rows:
        lacking = 0
        if studio.state in (StudioState.BUILDING, StudioState.REGISTERED):
            lacking = len(missing_of(studio, known[studio.pk]))
        if lacking != studio.missing_count:
            own.filter(pk=studio.pk).update(missing_count=lacking)
            studio.missing_count = lacking


@contextmanager
def _one_name() -> Iterator[None]:
    """Two clerks opening one studio in the same second: the unique index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "one_studio_per_name" not in str(error) and "UNIQUE" not in str(error):
            raise
        raise Refusal("本单位刚刚有人登记了同名的工作室，请刷新页面查看。", "name") from None
