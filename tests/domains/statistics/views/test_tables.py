"""The table of a node: unions × indicators × months, as the engine says."""

import io

from openpyxl import load_workbook

from jiangong.domains.statistics.queries.tables import MOST_INDICATORS
from tests.factories.plans import make_indicator


def test_months_and_the_year_of_every_union(cast, plan, goals, figures):
    client = cast.client("city_officer")
    address = f"/boards/table/?unit={cast.federation.pk}&year=2024&indicator={goals[0].indicator_id}"
    page = client.get(address).content.decode()
    assert f'<a href="/boards/table/?unit={cast.district.pk}&amp;year=2024' in page
    row = page[page.index("东城区") :]
    row = row.split("</tr>")[1]  # below the unit's own line
    assert row.count("<td>0</td>") == 9
    assert "<td>3</td>" in row  # March
    assert ">13</a>" in row
    book = client.get(address.replace("/table/", f"/table/{cast.federation.pk}/export/"))
    rows = [[c.value for c in line] for line in load_workbook(io.BytesIO(book.content)).active.iter_rows()]
    [line] = [one for one in rows if one[0] == "东城区"]
    assert line[1:3] == [goals[0].indicator.name, "家"]
    assert line[3:] == [0, 0, 3, 0, 0, 0, 0, 0, 1, 9, 0, 0, 13]


def test_a_stranger_has_no_table(cast, plan):
    client = cast.client("district_officer")
    assert client.get(f"/boards/table/?unit={cast.neighbour.pk}").status_code == 404
    assert client.get(f"/boards/table/{cast.neighbour.pk}/export/").status_code == 404
    assert client.get("/boards/table/?unit=1x").status_code == 200  # no number: one's own
    assert "东城机床厂工会" in client.get("/boards/table/").content.decode()


def test_no_more_than_twelve_indicators(cast, plan):
    made = [make_indicator(cast.federation, f"其他{n}") for n in range(15)]
    query = "&".join(f"indicator={one.pk}" for one in made)
    page = cast.client("city_officer").get(f"/boards/table/?unit={cast.federation.pk}&{query}")
    assert page.content.decode().count("<tbody") == 3  # the node and two districts
    assert page.content.decode().count('scope="row" class="what"') == 3 * MOST_INDICATORS


def test_a_catalogue_without_indicators(cast):
    assert "还没有指标" in cast.client("city_officer").get("/boards/table/").content.decode()
