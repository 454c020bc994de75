"""A programme opens on a basis that holds, and keeps it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.honors.actions import programmes
from jiangong.domains.honors.choices import ProgrammeKind, ProgrammeState
from jiangong.domains.honors.models import Quota
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.honors import BASIS, again, make_open, make_programme

NOBODY = dict.fromkeys(("basis_number", "basis_authority"), "") | {"valid_from": None}


@pytest.mark.parametrize("lacking", ["basis_number", "basis_authority", "valid_from"])
def test_without_a_basis_nothing_opens(cast, lacking):
    programme = make_programme(cast.federation, **{lacking: NOBODY[lacking]})
    with pytest.raises(NotAllowed, match="不能开始"):
        programmes.open_programme(programme, actor=system_actor())
    assert again(programme).state == ProgrammeState.DRAFT
    setattr(programme, lacking, BASIS[lacking])
    programmes.revise_programme(programme, [lacking], programme.version, actor=system_actor())
    assert programmes.open_programme(programme, actor=system_actor()).state == ProgrammeState.OPEN


def test_a_creation_of_models_is_on_the_retained_list(cast):
    programme = make_programme(cast.federation, kind=ProgrammeKind.MODEL)
    with pytest.raises(NotAllowed, match="缺保留目录条目"):
        programmes.open_programme(programme, actor=system_actor())
    programme.basis_entry = "省保留目录第12项"
    programmes.revise_programme(programme, ["basis_entry"], programme.version, actor=system_actor())
    assert programmes.open_programme(programme, actor=system_actor()).state == ProgrammeState.OPEN


def test_a_basis_that_has_lapsed_or_not_begun_opens_nothing(cast):
    today = timezone.localdate()
    old = make_programme(cast.federation, valid_until=today - timedelta(days=1))
    early = make_programme(cast.federation, valid_from=today + timedelta(days=1))
    for programme, words in ((old, "已到期"), (early, "起生效")):
        with pytest.raises(NotAllowed, match=words):
            programmes.open_programme(programme, actor=system_actor())


def test_an_open_programme_keeps_its_basis(cast):
    programme = make_open(cast.federation)
    programme.basis_authority = ""
    with pytest.raises(Refusal, match="缺批准机关"):
        programmes.revise_programme(programme, ["basis_authority"], programme.version, actor=system_actor())


def test_quotas_are_no_more_than_the_places(cast):
    programme = make_programme(cast.federation, places=3)
    rows = [Quota(unit=cast.district, places=3), Quota(unit=cast.neighbour, places=1, is_separate=True)]
    with pytest.raises(Refusal, match="分配了4个名额，项目名额只有3个"):
        programmes.allot_quotas(programme, rows, actor=system_actor())
