"""A programme is set up from its pages: stages, quotas, rules."""

import pytest

from jiangong.domains.honors.models import (
    Programme,
)
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.honors import (
    make_programme,
)
from tests.factories.titles import make_title
from tests.support.honors_pages import act, page
from tests.support.posting import submit


def test_a_programme_is_set_up_from_its_pages(cast):
    client = cast.client("city_officer")
    title = make_title("市级先进个人", TitleFamily.INDIVIDUAL)
    facts = {
        "name": "十大领军人物", "year": "2026", "kind": "honour", "title": title.pk, "places": "10",
        "categories": "企业职工\n农民工", "deeds_min": "200", "deeds_max": "2000", "required_files": ["form"],
        "unit_notice_days": "5", "notice_days": "5", "notice_source": "办法第八条",
    }  # fmt: skip
    answer = submit(client, "/honors/new/", **facts)
    made = Programme.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/honors/{made.pk}/"
    assert (made.organization, made.categories, made.required_files) == (
        cast.federation,
        ["企业职工", "农民工"],
        ["form"],
    )
    text = page(cast, "city_officer", f"/honors/{made.pk}/")
    assert "缺依据文号、批准机关、依据生效日期，不能开始。" in text
    lines = "评审，初审，2026-12-01\n公示，市级公示\n决定，公布"
    assert act(client, made, "stages/", lines=lines).status_code == 302
    assert [one.name for one in made.stages.all()] == ["初审", "市级公示", "公布"]
    rows = f"{cast.district.name}，3，1，企业职工\n{cast.neighbour.name}，2，单列\n全部，4"
    answer = act(client, made, "quotas/", lines=rows)
    assert answer.status_code == 302, answer.content.decode()
    told = [(one.places, one.spare, one.category, one.is_separate) for one in made.quotas.order_by("pk")]
    assert told == [(3, 1, "企业职工", False), (2, 0, "", True), (4, 0, "", False)]
    rule = {"trait": "migrant", "comparison": "at_least", "share": "10", "rounding": "up", "source": "第七条"}
    assert act(client, made, "structure/new/", **rule).status_code == 302
    assert str(made.structure.get()) == "农民工≥10%"
    condition = {"kind": "no_repeat", "number": "5", "source": "第六条"}
    assert act(client, made, "eligibility/new/", **condition).status_code == 302
    assert str(made.eligibility.get()) == "5年内未获得过本称号"


@pytest.mark.parametrize(
    ("address", "lines", "words"),
    [
        ("stages", "评审，初审", "最后一个环节必须是决定"),
        ("stages", "考试，初审\n决定", "没有读懂"),
        ("quotas", "东城区总工会，很多", "没有读懂"),
        ("quotas", "不存在的单位，3", "您管理范围内没有"),
        ("quotas", "东城区总工会，3，1，农民", "项目没有“农民”这个类别"),
        ("quotas", "全部，30", "分配了30个名额，项目名额只有2个"),
    ],
)
def test_lines_that_cannot_be_read_say_why(cast, address, lines, words):
    programme = make_programme(cast.federation)
    answer = act(cast.client("city_officer"), programme, f"{address}/", lines=lines)
    assert words in answer.content.decode()
    assert lines.partition("，")[0] in answer.content.decode()


def test_a_rule_needs_what_it_is_about(cast):
    programme, client = make_programme(cast.federation), cast.client("city_officer")
    both = {"trait": "woman", "comparison": "at_least", "rounding": "up", "source": "第七条"}
    answer = act(client, programme, "structure/new/", **both)
    assert "比例和人数请填写其中一项。" in answer.content.decode()
    answer = act(client, programme, "eligibility/new/", kind="max_age", source="第六条")
    assert "这个条件需要填写这一项。" in answer.content.decode()
