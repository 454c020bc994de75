"""The catalogue of indicators: one definition for one name, codes without gaps or twins."""

import uuid

import pytest

from jiangong.domains.indicators.actions.catalogue import (
    define_indicator,
    restore_indicator,
    retire_indicator,
    revise_indicator,
)
from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.catalogue import usages_of
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.plans import make_plan


def define(cast, name: str = "工匠选树", **facts) -> Indicator:
    facts.setdefault("unit", "名")
    return define_indicator(Indicator(name=name, **facts), actor=cast.actor("city_officer"))


def post(client, path: str, **fields):
    return client.post(path, {"command_key": str(uuid.uuid4()), **fields})


FORM = {"unit": "名", "kind": "sum", "direction": "up", "decimals": 0, "source_mode": "typed"}


def test_codes_count_on_and_belong_to_the_union(cast):
    first, second = define(cast), define(cast, "先进集体", unit="家")
    assert (first.code, second.code) == ("ZB0001", "ZB0002")
    assert first.organization == cast.federation
    assert AuditEntry.objects.filter(verb="indicators.indicator.create").count() == 2


def test_the_same_name_and_unit_is_one_indicator(cast):
    define(cast)
    with pytest.raises(Refusal, match="已有同名同单位的指标ZB0001"):
        define(cast)
    assert define(cast, unit="人").code == "ZB0002"


def test_several_who_define_at_once_get_codes_of_their_own(cast, race):
    actor = cast.actor("city_officer")
    results = race(
        [
            lambda place=place: define_indicator(Indicator(name=f"指标{place}", unit="个"), actor=actor)
            for place in range(3)
        ]
    )
    assert sorted(one.code for one in results) == ["ZB0001", "ZB0002", "ZB0003"]


def test_nobody_overwrites_what_they_have_not_seen(cast):
    indicator, actor = define(cast), cast.actor("city_officer")
    stale = Indicator.objects.ungated("another request").get(pk=indicator.pk)
    indicator.definition = "市级以上命名。"
    revise_indicator(indicator, ["definition"], indicator.version, actor=actor)
    with pytest.raises(Conflict, match="别人已经修改"):
        revise_indicator(stale, ["definition"], stale.version, actor=actor)


def test_a_retired_one_makes_room_and_comes_back_only_if_there_is_room(cast):
    indicator, actor = define(cast), cast.actor("city_officer")
    retire_indicator(indicator, actor=actor)
    with pytest.raises(NotAllowed, match="已经停用"):
        retire_indicator(indicator, actor=actor)
    define(cast)
    with pytest.raises(Refusal, match="已有同名"):
        restore_indicator(indicator, actor=actor)


def test_districts_read_but_do_not_change(cast):
    indicator = define(cast)
    client = cast.client("district_officer")
    page = client.get(f"/indicators/{indicator.pk}/").content.decode()
    assert "ZB0001" in page
    assert "/retire/" not in page
    assert "/edit/" not in page
    with pytest.raises(NotAllowed, match="没有“定义和修改指标”"):
        retire_indicator(indicator, actor=cast.actor("district_officer"))


def test_a_ratio_names_both_parts_and_others_none(cast):
    part = define(cast)
    client = cast.client("city_officer")
    refused = post(client, "/indicators/new/", **{**FORM, "name": "完成率", "unit": "%", "kind": "ratio"})
    assert "比率请选择分子指标。" in refused.content.decode()
    refused = post(client, "/indicators/new/", **{**FORM, "name": "人数", "numerator": part.pk})
    assert "只有比率才有分子和分母" in refused.content.decode()
    other = define(cast, "职工总数", unit="人")
    done = post(
        client,
        "/indicators/new/",
        **{
            **FORM,
            "name": "占比",
            "unit": "%",
            "kind": "ratio",
            "numerator": part.pk,
            "denominator": other.pk,
        },
    )
    assert done.status_code == 302
    assert Indicator.objects.ungated("the new one").get(name="占比").kind == IndicatorKind.RATIO


def test_unit_and_kind_are_fixed_once_a_plan_counts_by_it(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    indicator = plan.programs.get().goals.get().indicator
    client = cast.client("city_officer")
    changed = {**FORM, "name": "改名", "unit": "份", "version": indicator.version}
    Indicator.objects.ungated("moved to the union").filter(pk=indicator.pk).update(
        organization=cast.federation
    )
    assert post(client, f"/indicators/{indicator.pk}/edit/", **changed).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.name, indicator.unit) == ("改名", "家")


def test_usage_is_told_as_far_as_the_reader_sees(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    indicator = plan.programs.get().goals.get().indicator
    assert [one.title for one in usages_of(indicator, cast.actor("city_officer"))] == [plan.title]
    assert usages_of(indicator, cast.actor("district_officer")) == []


def test_the_catalogue_is_listed_found_and_exported(cast):
    define(cast)
    client = cast.client("city_officer")
    assert "工匠选树" in client.get("/indicators/?q=ZB0001").content.decode()
    assert "工匠选树" in client.get("/search/?q=工匠").content.decode()
    assert "ZB0001" in client.get("/indicators/?export=csv").content.decode("utf-8-sig")
