"""Topics, results and grants of a studio's file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.studios import rules
from jiangong.domains.studios.actions.files import recount
from jiangong.domains.studios.models import Grant, Result, Studio, StudioPart, Topic
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

Part = Topic | Result | Grant


@transaction.atomic
def add_part(studio: Studio, part: Part, *, actor: Actor) -> StudioPart:
    """One more entry of the file."""
    _check(studio, part, actor)
    part.studio = studio
    if isinstance(part, Result):
        part.organization = studio.organization
    with _distinct():
        part.save(force_insert=True)
    recount([studio])
    record(actor, "studios.studio.add_part", studio, kind=str(part._meta.verbose_name))
    return part


@transaction.atomic
def revise_part(
    studio: Studio, part: Part, fields: Iterable[str], version: int, *, actor: Actor
) -> StudioPart:
    """Correct an entry, unless somebody else was first or it is voided."""
    _check(studio, part, actor)
    if type(part)._base_manager.filter(pk=part.pk, voided_at__isnull=False).exists():
        raise NotAllowed("这一项已经作废，不能再改。")
    with _distinct():
        save_if_unchanged(part, version, list(fields))
    record(actor, "studios.studio.edit_part", studio, kind=str(part._meta.verbose_name))
    return part


@transaction.atomic
def void_part(studio: Studio, part: Part, reason: str, *, actor: Actor) -> StudioPart:
    """Take a wrong entry out of every figure; it stays readable with its reason."""
    if why := rules.editing_refusal(studio, actor):
        raise NotAllowed(why)
    if not reason.strip():
        raise Refusal("请写明作废的理由。", "reason")
    if part.voided_at is not None:
        raise NotAllowed("这一项已经作废。")
    part.voided_at, part.void_reason = timezone.now(), reason.strip()[:300]
    save_if_unchanged(part, part.version, ["voided_at", "void_reason"])
    recount([studio])
    record(actor, "studios.studio.void_part", studio, kind=str(part._meta.verbose_name))
    return part


def _check(studio: Studio, part: Part, actor: Actor) -> None:
    if why := rules.editing_refusal(studio, actor):
        raise NotAllowed(why)
    for field, sentence in rules.part_refusals(studio, part):
        raise Refusal(sentence, field)


@contextmanager
def _distinct() -> Iterator[None]:
    """The same result twice in the same second: the unique index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refusal("这个工作室已登记过同名成果，请核对，或写明区别。", "title") from None
