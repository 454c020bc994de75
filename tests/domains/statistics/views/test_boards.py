"""Boards as pages and files: the same figures, for who may see them."""

import io
import re

import pytest
from openpyxl import load_workbook

from jiangong.domains.statistics.views import boards
from jiangong.kit.audit.models import AuditEntry
from tests.domains.statistics.conftest import in_force
from tests.factories.plans import make_plan


@pytest.fixture
def address(plan, figures) -> str:
    return f"/boards/{plan.pk}/"


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_board_shows_figures_that_open(cast, address, goals):
    page = text_of(cast.client("city_officer"), f"{address}?as_of=2024-09-30")
    agreements = goals[1].indicator_id
    door = f"/boards/records/{agreements}/{cast.district.pk}/?from=2024-01-01&amp;to=2024-09-30"
    assert f'<a href="{door}" title="东城区·师带徒协议：略滞后">' in page
    assert '<span class="v">60<i>/100</i></span><span class="s s--warn">△ 60%</span>' in page
    assert '<span class="v">7</span><span class="s">未分配</span>' in page
    assert "时序进度74.9%（274/366天）" in page
    assert "完成率÷时序进度不低于97%为正常" in page


def test_a_tile_without_a_target_says_so_and_shows_no_bare_figure(cast, address, goals):
    page = text_of(cast.client("city_officer"), f"{address}?as_of=2024-09-30&goal={goals[1].pk}")
    tile = page[page.index(f'title="{cast.neighbour}：未分配，已有7份"') :]
    assert tile[: tile.index("</a>")].endswith("<b>未分配</b>")


def test_the_first_page_is_the_running_plans_board(cast, address):
    assert cast.client("city_officer").get("/boards/").headers["Location"] == address


def test_units_stand_in_the_notices_order_until_the_reader_sorts(cast, address, goals):
    client = cast.client("city_officer")
    usual = text_of(client, f"{address}?as_of=2024-10-01")
    usual = usual[usual.index("<tbody>") :]
    assert usual.index(f"unit={cast.district.pk}") < usual.index(f"unit={cast.neighbour.pk}")
    assert "恢复文件顺序" not in usual
    chosen = text_of(client, f"{address}?as_of=2024-10-01&sort={goals[0].pk}")
    assert "恢复文件顺序" in chosen
    rows = chosen[chosen.index('class="matrix') :]  # 100 % before 260 %
    assert rows.index(f"unit={cast.neighbour.pk}") < rows.index(f"unit={cast.district.pk}")


def test_many_units_stand_on_several_pages_and_totals_are_of_all(cast, address, goals, monkeypatch):
    client = cast.client("city_officer")
    whole = text_of(client, f"{address}?as_of=2024-09-30")
    assert 'rel="next"' not in whole
    monkeypatch.setattr(boards, "PER_PAGE", 1)
    pages = [text_of(client, f"{address}?as_of=2024-09-30&sort={goals[0].pk}&page={n}") for n in (1, 2, 9)]
    matrices = [page.partition('class="matrix')[2].partition("</section>")[0] for page in pages]
    assert matrices[1] == matrices[2]  # beyond the last is the last
    for number, unit, turn in ((1, cast.district, "next"), (2, cast.neighbour, "prev")):
        matrix = matrices[number - 1]
        assert re.findall(r'scope="row"><a href="[^"]*unit=(\d+)', matrix) == [str(unit.pk)]
        ((way, url),) = re.findall(r'rel="(next|prev)" href="([^"]*)"', matrix)
        assert (way, url.endswith(f"sort={goals[0].pk}&amp;page={3 - number}#matrix")) == (turn, True)
        assert f"第{number}至{number}家，共2家" in matrix
    legends = {re.search(r"✓ 已完成\d+</span>.+?未分配\d+", page)[0] for page in (whole, *pages)}
    assert len(legends) == 1


def test_a_unit_reads_its_own_board_and_nobody_elses(cast, address):
    client = cast.client("district_officer")
    page = text_of(client, f"{address}?as_of=2024-09-30")
    assert "东城机床厂工会" in page
    assert "西城" not in page
    assert "60" in page
    assert client.get(f"{address}?unit={cast.neighbour.pk}").status_code == 404
    assert client.get(f"{address}years/?unit={cast.neighbour.pk}").status_code == 404
    assert cast.client("worker").get(address).status_code == 403


def test_a_draft_has_no_board_yet(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    assert "计划还没有下发" in text_of(cast.client("city_officer"), f"/boards/{plan.pk}/")
    assert cast.client("district_officer").get(f"/boards/{plan.pk}/").status_code == 404


def test_the_workbook_holds_the_screens_figures(cast, address):
    answer = cast.client("city_officer").get(f"{address}export/?as=xlsx&as_of=2024-09-30")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    [line] = [row for row in rows if row[0] == "东城区"]
    assert line == ["东城区", 5, 4, 0.8, 100, 60, 0.6]
    [line] = [row for row in rows if row[0] and row[0].startswith("西城区")]
    assert line[4:] == [None, 7, None]
    assert AuditEntry.objects.filter(verb="plans.plan.board_export").count() == 1
    assert cast.client("union_officer").get(f"{address}export/").status_code == 403


def test_a_unit_exports_its_own_part_only(cast, address):
    answer = cast.client("district_officer").get(f"{address}export/?as=xlsx&as_of=2024-09-30")
    values = [c.value for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for c in row]
    assert "东城机床厂工会" in values
    assert not any("西城" in str(one) for one in values)


def test_years_stand_side_by_side(cast, address, goals):
    page = text_of(cast.client("city_officer"), f"{address}years/?as_of=2024-09-30&goal={goals[1].pk}")
    assert '?from=2023-01-01&amp;to=2023-09-30">40</a>' in page
    assert "+67%" in page or "+68%" in page


def test_the_leaders_page_says_what_is_behind_and_what_waits(cast, plan, figures):
    page = text_of(cast.client("city_leader"), "/boards/leader/?as_of=2024-09-30")
    assert "2项指标，1项慢于时序：师带徒协议。" in page
    assert "按时序应完成75份，差15份。" in page
    assert "没有等您决定的事" in page
    assert cast.client("union_officer").get("/boards/leader/").status_code == 403


def test_the_wall_asks_for_itself(cast, plan, figures):
    page = text_of(cast.client("city_leader"), "/boards/screen/?as_of=2024-09-30")
    assert 'data-theme="screen"' in page
    assert 'hx-get="/boards/screen/?as_of=2024-09-30" hx-trigger="every 30s"' in page
    assert "<b>67</b>" in page
    assert cast.client("union_officer").get("/boards/screen/").status_code == 403


def test_pages_without_a_plan_say_so(cast):
    for address in ("/boards/", "/boards/leader/", "/boards/screen/"):
        assert "还没有可以看的进度" in text_of(cast.client("city_leader"), address)


def test_plan_and_indicator_lead_to_their_figures(cast, address, plan, goals):
    client = cast.client("city_officer")
    assert address in text_of(client, f"/plans/{plan.pk}/")
    page = text_of(client, f"/indicators/{goals[0].indicator_id}/")
    assert f"/boards/records/{goals[0].indicator_id}/{cast.federation.pk}/" in page
    assert "走势" in page


def test_further_plans_are_offered(cast, address):
    other = in_force(make_plan(cast.actor("city_officer"), [cast.district], title="另一份计划", year=2023))
    page = text_of(cast.client("city_officer"), address)
    assert f'/boards/{other.pk}/"' in page


def test_a_file_is_named_for_its_day(cast, address):
    answer = cast.client("city_officer").get(f"{address}export/?as=xlsx&as_of=2024-09-30")
    assert "20240930.xlsx" in answer["Content-Disposition"]


def test_the_way_in_keeps_the_day_that_was_asked_for(cast, address):
    answer = cast.client("city_officer").get("/boards/?as_of=2024-09-30")
    assert answer["Location"] == f"{address}?as_of=2024-09-30"


@pytest.mark.parametrize("asked", ["2024-06-31", "2999-01-01", "昨天"])
def test_another_day_than_asked_for_is_not_shown_without_a_word(cast, address, asked):
    page = text_of(cast.client("city_officer"), f"{address}?as_of={asked}")
    assert f"不能查看“{asked}”这一天的数" in page
    assert "不能查看" not in text_of(cast.client("city_officer"), f"{address}?as_of=2024-09-30")
