"""Saved views: on every list by themselves, private or shared, and never a word about anybody."""

import re
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.listing.keeping import kept_parameters
from jiangong.kit.listing.models import DefaultView, SavedView
from tests.factories.accounts import appoint, make_user
from tests.factories.documents import make_document
from tests.factories.people import make_person
from tests.support.posting import submit

pytestmark = pytest.mark.django_db
LIST = "documents:list"
SHOWN = {"view": "open", "sort": "-received_on", "direction": "incoming"}
PLANS = "plans:list"


def save(client, name="我的在办", asked=None, list_name=LIST, **choices):
    address = f"/views/new/?{urlencode({**(SHOWN if asked is None else asked), 'list': list_name})}"
    return submit(client, address, name=name, **choices)


@pytest.fixture
def client(cast):
    make_document(cast.actor("district_officer"), title="关于安康杯竞赛的通知")
    return cast.client("district_officer")


def page(client, address="/documents/"):
    return client.get(address).content.decode()


def test_a_view_is_kept_and_its_link_shows_it(client):
    offered = page(client, "/documents/?view=open")
    link = re.search(r'class="views__save" href="([^"]+)"', offered)[1].replace("&amp;", "&")
    assert link.startswith("/views/new/?")
    answer = save(client)
    view = SavedView.objects.get()
    assert view.parameters == SHOWN
    assert answer.url == f"/documents/?{urlencode({**view.parameters, 'saved': view.pk})}"
    shown = page(client, answer.url)
    assert re.search(r'aria-current="page"><svg.*?我的在办', shown)
    assert "关于安康杯竞赛的通知" in shown
    assert "views__save" not in shown  # nothing new to keep
    assert "已改动" in page(client, f"{answer.url}&state=registered")


def test_a_keyword_is_kept_where_the_list_searches_nothing_personal(client):
    save(client, asked={"q": "安康杯"}, list_name=PLANS)
    assert SavedView.objects.get().parameters == {"q": "安康杯"}
    save(client, name="文件", asked={"view": "open", "q": "安康杯"})  # a document's title may name somebody
    assert SavedView.objects.get(name="文件").parameters == {"view": "open"}


def test_nothing_is_offered_where_nothing_is_asked(client):
    assert "views__save" not in page(client)
    assert submit(client, "/views/new/?list=documents:list", name="空的").status_code == 422


@pytest.mark.parametrize(
    "list_name", ["", "nothing:here", "portal:home", "documents:create", "api:openapi-json"]
)
def test_what_is_no_list_keeps_no_views(client, list_name):
    assert client.get(f"/views/new/?list={list_name}").status_code == 404


def test_a_list_one_may_not_see_keeps_no_views(cast):
    assert cast.client("worker").get("/views/new/?list=people:list&view=x").status_code == 403


def test_only_known_and_valid_parameters_are_kept(client):
    save(
        client,
        asked={
            "view": "open",
            "sort": "nonsense",
            "state": "nonsense",
            "columns": "title,nonsense",
            "page": "7",
            "match": "x",
            "evil": "1",
        },
    )
    assert SavedView.objects.get().parameters == {"view": "open", "columns": "title"}


@pytest.mark.parametrize(
    "keyword",
    ["13800138000", "138 0013 8000", "11010519491231002X", "1101051949-1231002", "6222 0212 3456", "a@b.cn"],
)
def test_a_number_of_somebody_is_never_kept(client, keyword):
    asked = {"sort": "title", "q": keyword}
    form = client.get(f"/views/new/?{urlencode({**asked, 'list': PLANS})}").content.decode()
    assert "关键词可能是个人信息，不保存。" in form
    save(client, asked={"columns": "title", **asked}, list_name=PLANS)
    assert SavedView.objects.get().parameters.get("q") is None
    offered = re.search(
        r'views__save" href="([^"]*)"', page(client, f"/plans/?{urlencode({'columns': 'title', **asked})}")
    )
    assert "q=" not in offered[1]


def test_a_name_one_can_see_is_never_kept(cast, client):
    make_person("王小明", cast.district)
    for keyword in ("王小明", "通知 王小明"):
        save(client, name=keyword[:2], asked={"columns": "title", "q": keyword}, list_name=PLANS)
    assert [view.parameters for view in SavedView.objects.all()] == [{"columns": "title"}] * 2
    assert "不要写姓名" in save(client, name="王小明").content.decode()


def test_a_list_that_searches_people_keeps_no_keyword(cast):
    client = cast.client("district_officer")
    asked = {"q": "何", "sort": "name", "match": "phone:abc"}
    save(client, asked=asked, list_name="people:list")
    assert SavedView.objects.get().parameters == {"sort": "name"}


def test_free_text_filters_are_not_kept(cast):
    client = cast.client("audit_admin")
    save(client, asked={"user": "district_officer", "verb": ""}, list_name="accounts:audit_list")
    assert SavedView.objects.count() == 0


def test_a_private_view_is_ones_own(cast, client):
    save(client)
    view = SavedView.objects.get()
    other = cast.client("city_officer")
    assert "我的在办" not in page(other)
    for name in ("edit", "update", "default", "plain", "delete"):
        address = reverse(f"saved:{name}", args=[view.pk])
        assert submit(other, address, name="夺走").status_code == 404
    assert SavedView.objects.get().name == "我的在办"


def test_a_shared_view_is_seen_by_colleagues_and_changed_by_its_owner(cast, client):
    cast.users["colleague"] = make_user("colleague")
    appoint(cast.users["colleague"], cast.district, "unit_officer")
    save(client, is_shared="on")
    view = SavedView.objects.get()
    assert view.organization == cast.district
    colleague = cast.client("colleague")
    assert "我的在办" in page(colleague)
    assert "我的在办" not in page(cast.client("city_officer"))
    assert "我的在办" not in page(cast.client("neighbour_officer"))
    assert submit(colleague, f"/views/{view.pk}/delete/").status_code == 404
    submit(colleague, f"/views/{view.pk}/default/")
    assert colleague.get("/documents/").url.endswith(f"saved={view.pk}")
    submit(client, f"/views/{view.pk}/edit/", name="只给自己")
    assert SavedView.objects.get().organization is None
    assert colleague.get("/documents/").status_code == 200


def test_a_view_is_deleted_after_a_second_word_that_says_who_loses_it(client):
    save(client, is_shared="on")
    view = SavedView.objects.get()
    shown = page(client, f"/documents/?{urlencode({**view.parameters, 'saved': view.pk})}")
    dialog = re.search(
        rf'<dialog [^>]*><form [^>]*action="/views/{view.pk}/delete/".*?</dialog>', shown, re.DOTALL
    )[0]
    assert f"“{view.name}”不再出现在列表上方" in dialog
    assert "本单位同事也不再看到" in dialog
    assert ">删除视图</h2>" in dialog
    submit(client, f"/views/{view.pk}/edit/", name="只给自己")
    view.refresh_from_db()
    shown = page(client, f"/documents/?{urlencode({**view.parameters, 'saved': view.pk})}")
    assert "不再出现在列表上方" in shown
    assert "本单位同事也不再看到" not in shown


def test_sharing_needs_the_right(cast):
    client = cast.client("city_leader")
    assert "共享给本单位" not in client.get("/views/new/?list=documents:list&view=open").content.decode()
    save(client, is_shared="on")
    assert SavedView.objects.get().organization is None


def test_the_default_opens_first_and_can_be_left(client):
    save(client, is_default="on")
    view = SavedView.objects.get()
    opened = client.get("/documents/")
    assert opened.url == f"/documents/?{urlencode({**view.parameters, 'saved': view.pk})}"
    plain = re.search(r'<nav class="views".*?<a href="([^"]+)"', page(client, opened.url))[1]
    assert plain == "/documents/?saved=0"
    assert client.get(plain).status_code == 200
    submit(client, f"/views/{view.pk}/plain/")
    assert client.get("/documents/").status_code == 200
    submit(client, f"/views/{view.pk}/default/")
    submit(client, f"/views/{view.pk}/delete/")
    assert (client.get("/documents/").status_code, DefaultView.objects.count()) == (200, 0)


def test_a_view_is_renamed_and_brought_up_to_date(client):
    save(client)
    view = SavedView.objects.get()
    submit(client, f"/views/{view.pk}/edit/", name="改了名")
    submit(client, f"/views/{view.pk}/update/?view=overdue&q=13800138000")
    view.refresh_from_db()
    assert (view.name, view.parameters) == ("改了名", {"view": "overdue"})
    assert "已经有一个叫" in save(client, name="改了名").content.decode()
    verbs = AuditEntry.objects.filter(verb__startswith="listing.savedview").values_list("verb", flat=True)
    assert sorted(verbs) == ["listing.savedview.create", "listing.savedview.edit", "listing.savedview.edit"]
    assert "改了名" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_the_form_comes_into_the_dialog(client):
    asked = f"/views/new/?{urlencode({**SHOWN, 'list': LIST})}"
    dialog = client.get(asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in dialog
    assert "将保存：在办；" in dialog


def test_a_list_reads_its_views_in_two_queries(client, django_assert_max_num_queries):
    for number in range(8):
        save(client, name=f"视图{number}", is_shared="on")
    with django_assert_max_num_queries(30):
        assert page(client, "/documents/?view=open").count("视图") >= 8


def test_kept_parameters_bring_the_same_rows(cast, client):
    view = resolve("/documents/").func.view_class()
    request = RequestFactory().get("/documents/", {**SHOWN, "columns": "title"})
    request.actor, request.resolver_match = cast.actor("district_officer"), resolve("/documents/")
    view.setup(request)
    table = view.make_table()
    again = type(table)(view.get_queryset(), kept_parameters(table), request.actor, base="/documents/")
    assert [row.pk for row in again.rows] == [row.pk for row in table.rows]
    assert again.total == 1
