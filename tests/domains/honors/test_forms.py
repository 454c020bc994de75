"""What a form asks depends on what the programme asks; a figure leads to exactly the rows it counts."""

import re

from django.utils import timezone

from jiangong.domains.honors.actions import programmes
from jiangong.domains.honors.choices import Comparison, Trait
from jiangong.domains.honors.forms.nominations import NominationForm
from jiangong.domains.honors.models import Nomination, Quota, StructureRule
from jiangong.domains.titles.choices import TitleFamily
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import draft, make_decided, make_open, nominated
from tests.factories.people import make_person
from tests.factories.titles import make_title
from tests.support.posting import submit


def boxes(page: str) -> tuple[set[str], set[str]]:
    """Traits that stand open, and those behind a tap."""
    found = re.search(r'<fieldset[^>]*id="id_traits-field".*?</fieldset>', page, re.DOTALL)
    assert found
    shown, _, folded = found.group().partition("<details")
    return tuple(set(re.findall(r'name="traits" value="(\w+)"', part)) for part in (shown, folded))


def test_a_nomination_is_asked_only_what_its_programme_asks(cast):
    client, people = cast.client("city_officer"), make_open(cast.federation)
    rule = StructureRule(trait=Trait.MIGRANT, comparison=Comparison.AT_LEAST, number=1, source="办法")
    programmes.set_rule(people, rule, actor=system_actor())
    page = client.get(f"/honors/nominations/new/?programme={people.pk}").content.decode()
    assert not re.search('name="(team|category|is_separate)"', page)
    assert boxes(page) == ({"migrant"}, set(Trait.values) - {"migrant"})
    title = make_title("先进班组", TitleFamily.COLLECTIVE)
    teams = make_open(cast.federation, title=title, categories=["企业", "机关"])
    row = Quota(programme=teams, unit=cast.district, places=1, is_separate=True)
    programmes.allot_quotas(teams, [row], actor=system_actor())
    page = client.get(f"/honors/nominations/new/?programme={teams.pk}").content.decode()
    assert set(re.findall('name="(team|category|is_separate)"', page)) == {"team", "category", "is_separate"}
    assert '<option value="机关">机关</option>' in page
    unknown = client.get("/honors/nominations/new/").content.decode()
    assert set(re.findall('name="(team|category)"', unknown)) == {"team", "category"}
    one = draft(people, cast.union, traits=["woman"])
    ticked, _ = boxes(client.get(f"{one.get_absolute_url()}edit/").content.decode())
    assert ticked == {"migrant", "woman"}  # nothing that is ticked hides


def test_what_is_sent_although_it_was_not_asked_is_read(cast):
    """A page that was opened for another programme, or a program: refused at its field, not passed over."""
    programme, person = make_open(cast.federation), make_person("李四", cast.union)
    sent = {"programme": programme.pk, "organization": cast.union.name, "candidate": person.name, "rank": 1}
    answer = submit(cast.client("city_officer"), "/honors/nominations/new/", **sent, category="企业")
    assert "这个项目不分类别，请留空。" in answer.content.decode()
    form = NominationForm(data=sent | {"category": "企业"}, actor=cast.actor("city_officer"))
    assert list(form.errors) == ["category"]
    assert not Nomination.objects.ungated("test").exists()


def test_figures_lead_to_the_rows_they_count(cast):
    client, places = cast.client("city_officer"), {cast.district: 2, cast.neighbour: 1}
    programme = make_open(cast.federation, quotas=places, places=3)
    for place in (cast.union, cast.union, cast.neighbour_union):
        nominated(programme, place)
    nominated(make_open(cast.federation), cast.union)
    draft(programme, cast.union)  # not handed in: not counted
    page = client.get(programme.get_absolute_url()).content.decode()
    doors = re.findall(r'href="(/honors/nominations/\?programme=[^"]+)">(\d+)<', page)
    assert [int(number) for _, number in doors] == [2, 1]
    for place, number in doors:
        assert f"共{number}条" in client.get(place.replace("&amp;", "&")).content.decode()
    make_decided(cast.federation, cast.union)
    page = client.get(f"/honors/organizations/{cast.district.pk}/").content.decode()
    found = re.findall(r'href="(/titles/\?[^"]+)">(\d+)<', page)
    assert [int(number) for _, number in found] == [2, 2, 2, 2]  # the year's, its sum, all years', theirs
    assert sum(f"year={timezone.localdate().year}" in place for place, _ in found) == 2
    for place, number in found:
        assert f"共{number}条" in client.get(place.replace("&amp;", "&")).content.decode()
