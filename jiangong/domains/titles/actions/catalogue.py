"""The catalogue of titles."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from jiangong.domains.titles import rules
from jiangong.domains.titles.actions.counting import mark_counted
from jiangong.domains.titles.choices import STANDARD_TITLES
from jiangong.domains.titles.models import Award, Title
from jiangong.domains.titles.queries import bearer_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

MAY_NOT = "您当前的任职没有“维护称号目录”的权限。"


@transaction.atomic
def define_title(title: Title, *, actor: Actor) -> Title:
    """A title that may be given from now on."""
    if not actor.can("titles.manage_catalogue"):
        raise NotAllowed(MAY_NOT)
    _refuse_twin(title)
    title.bearer = bearer_of(title.family)
    title.save(force_insert=True)
    record(actor, "titles.title.create", title)
    return title


@transaction.atomic
def revise_title(title: Title, fields: Iterable[str], version: int, *, actor: Actor) -> Title:
    """Correct a title; level and family go along to whatever was given under it."""
    if not actor.can("titles.manage_catalogue"):
        raise NotAllowed(MAY_NOT)
    stored = Title.objects.get(pk=title.pk)
    _refuse_twin(title)
    title.bearer = bearer_of(title.family)
    given = Award.objects.ungated("figures follow the catalogue").filter(title=title)
    if title.bearer != stored.bearer and given.exists():
        raise Refusal("已经有人或单位获得这个称号，不能在个人和集体之间改变。请另建一个称号。", "family")
    names = [*fields, "bearer"]
    before = {name: getattr(stored, name) for name in names}
    save_if_unchanged(title, version, names)
    if (title.level, title.family) != (stored.level, stored.family):
        people = set(given.filter(person__isnull=False).values_list("person_id", flat=True))
        given.update(level=title.level, family=title.family)
        mark_counted(people)
    record(actor, "titles.title.edit", title, fields=differences(before, title))
    return title


@transaction.atomic
def retire_title(title: Title, *, actor: Actor) -> Title:
    """It is offered no longer; who holds it keeps it."""
    if reason := rules.retiring_refusal(title, actor):
        raise NotAllowed(reason)
    title.retired_on = timezone.localdate()
    save_if_unchanged(title, title.version, ["retired_on"])
    record(actor, "titles.title.retire", title)
    return title


@transaction.atomic
def restore_title(title: Title, *, actor: Actor) -> Title:
    """It may be given again."""
    if not actor.can("titles.manage_catalogue"):
        raise NotAllowed(MAY_NOT)
    if not title.is_retired:
        raise NotAllowed("这个称号正在使用，不用恢复。")
    title.retired_on = None
    save_if_unchanged(title, title.version, ["retired_on"])
    record(actor, "titles.title.restore", title)
    return title


@transaction.atomic
def complete_catalogue(*, actor: Actor) -> int:
    """Add the usual titles that are not there; how many were added."""
    if not actor.can("titles.manage_catalogue"):
        raise NotAllowed(MAY_NOT)
    known = set(Title.objects.values_list("name", flat=True))
    made = Title.objects.bulk_create(
        Title(name=name, level=level, family=family, bearer=bearer_of(family), position=10 * place)
        for place, (name, level, family) in enumerate(STANDARD_TITLES, 1)
        if name not in known
    )
    record_many(actor, "titles.title.create", made)
    return len(made)


def _refuse_twin(title: Title) -> None:
    if Title.objects.filter(name=title.name).exclude(pk=title.pk).exists():
        raise Refusal(f"目录里已有“{title.name}”，请直接使用，或换一个名称。", "name")
