"""Organizing a competition."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from jiangong.domains.competitions import rules
from jiangong.domains.competitions.models import Competition
from jiangong.domains.organizations.queries import home_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

TWICE = "{year}年的{kind}已经有了，请直接修改那一项。"


@transaction.atomic
def organize_competition(competition: Competition, *, actor: Actor) -> Competition:
    """Open a competition of the actor's own union; one of each kind a year."""
    home = home_of(actor)
    if home is None:
        raise Refusal("您当前没有任职的组织，不能组织竞赛。请先切换任职。")
    competition.organization = home
    if reason := rules.organizing_refusal(competition, actor):
        raise NotAllowed(reason)
    try:
        with transaction.atomic():
            competition.save(force_insert=True)
    except IntegrityError:
        raise Refusal(_twice(competition), "kind") from None
    record(
        actor, "competitions.competition.create", competition, kind=competition.kind, year=competition.year
    )
    return competition


@transaction.atomic
def revise_competition(
    competition: Competition, fields: Iterable[str], version: int, *, actor: Actor
) -> Competition:
    """Correct its facts; kind and year stay, because enrolments repeat them."""
    stored = Competition.objects.ungated("compared with what is being revised").get(pk=competition.pk)
    if reason := rules.organizing_refusal(stored, actor):
        raise NotAllowed(reason)
    names = [name for name in fields if name not in {"kind", "year"}]
    before = {name: getattr(stored, name) for name in names}
    save_if_unchanged(competition, version, names)
    record(actor, "competitions.competition.edit", competition, fields=differences(before, competition))
    return competition


def _twice(competition: Competition) -> str:
    return TWICE.format(year=competition.year, kind=competition.get_kind_display())
