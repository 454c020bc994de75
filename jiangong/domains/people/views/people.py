"""The register of people: list, entry, registering, changing, finding by number."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from jiangong.domains.people.actions import edit_person, register_person
from jiangong.domains.people.forms import NumberForm, PersonForm
from jiangong.domains.people.models import ID_NUMBER, PHONE, SEALED, STANDING, Person
from jiangong.domains.people.queries import (
    committees_of,
    find_by_number,
    number_token,
    roles_of,
    standing_people,
)
from jiangong.domains.people.rules import FLAGS, id_number_warnings
from jiangong.domains.people.tables import PeopleTable
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import (
    Action,
    Badge,
    CreatePage,
    DetailPage,
    EditPage,
    FormPage,
    Head,
    Link,
    ListPage,
    Panel,
)
from jiangong.kit.ui.parts import Banner, Empty

SECTION = "people"
CRUMBS = (Link("人员", "/people/"),)
UNREGISTERED = Empty(
    "您还没有登记信息", "您的账号没有对应的人员登记。需要登记时，请联系本单位工会。", "certificate"
)


def crumbs_of(person: Person) -> tuple[Link, ...]:
    """The way back from a page on one person."""
    return (*CRUMBS, Link(person.name, person.get_absolute_url()))


class PersonList(ListPage):
    """People within reach."""

    permission = "people.view"
    export_permission = "people.export"
    model = Person
    table = PeopleTable
    title = "人员"
    section = SECTION

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if token := number_token(request.GET.get("q", "")):
            return self.without_number(token)
        return super().get(request, *args, **kwargs)

    def without_number(self, token: str) -> HttpResponse:
        """A whole number typed into the search box is answered under an address that does not repeat it."""
        address = f"{self.request.path}?match={token}"
        return HttpResponseClientRedirect(address) if self.request.htmx else redirect(address)

    def get_queryset(self) -> models.QuerySet:
        return standing_people(self.actor)

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("people.edit"):
            found.append(Action("登记人员", reverse("people:create"), "plus", primary=True))
        if self.actor.can("people.import"):
            found.append(Action("批量导入", reverse("importing:start", args=["people.person"]), "upload"))
        found.append(Action("按号码查找", reverse("people:find"), "search"))
        if self.actor.can("people.merge"):
            found.append(Action("查重合并", reverse("people:duplicate_list"), "user-search"))
        return tuple(found)


class PersonDetail(DetailPage):
    """One person: facts, masked numbers, committees, roles across the product, history."""

    permission = "people.view"
    edit_permission = "people.edit"
    model = Person
    section = SECTION
    crumbs = CRUMBS
    sections = (
        (
            "基本情况",
            ("name", "gender", "birth_on", "organization", "occupation", "skill_grade", "title"),
        ),
        ("用工情况", FLAGS),
    )

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("organization", "merged_into")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An entry merged into another leads there."""
        person = self.get_object()
        if person.is_merged:
            return redirect(person.merged_into)
        return super().get(request, *args, **kwargs)

    def meta(self) -> tuple[str, ...]:
        person = self.get_object()
        return tuple(filter(None, (str(person.organization), person.title, person.occupation)))

    def badge(self) -> Badge | None:
        return Badge("个人信息已删除", "line") if self.get_object().is_erased else None

    def actions(self) -> tuple[Action, ...]:
        person = self.get_object()
        found = () if person.is_erased else super().actions()
        if self.actor.can("people.erase"):
            found += (Action("导出本人信息", reverse("people:copy_out", args=[person.pk]), "download"),)
            if not person.is_erased:
                address = reverse("people:erase", args=[person.pk])
                found += (Action("删除个人信息", address, "trash", danger=True),)
        return found

    def panels(self) -> list[Panel]:
        person = self.get_object()
        committees = list(committees_of(person, self.actor))
        roles = roles_of(person, self.actor)
        return [
            Panel("证件与联系方式", "people/_numbers.html", {"numbers": self.numbers(person)}),
            Panel(
                "委员会与领导小组",
                "people/_committees.html",
                {"committees": committees},
                count=len(committees),
            ),
            Panel("担任的角色", "people/_roles.html", {"roles": roles}, side=True, count=len(roles)),
        ]

    def context(self) -> dict[str, Any]:
        number = ID_NUMBER.readable(self.get_object())
        banners = [Banner(sentence, "warn") for sentence in id_number_warnings(number)]
        return {**super().context(), "banners": banners}

    def numbers(self, person: Person) -> list[tuple[str, str, str]]:
        """Label, masked number, address of the reveal page where there is something to reveal."""
        may = self.actor.can("people.reveal")
        found = []
        for name, column in SEALED.items():
            masked = column.masked(person.pk, getattr(person, f"{name}_sealed"))
            address = reverse("people:reveal", args=[person.pk, name]) if may and masked else ""
            found.append((column.label, masked, address))
        return found


class PersonMine(DetailPage):
    """What is registered about oneself."""

    permission = SIGNED_IN
    model = Person
    title = "我的登记信息"
    sections = PersonDetail.sections

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = Person.objects.ungated("everybody may see what is registered about themselves")
        self._object = own.filter(STANDING, user=self.actor.user_id).select_related("organization").first()
        return super().get(request) if self._object else self.render_empty(UNREGISTERED)

    def panels(self) -> list[Panel]:
        person = self.get_object()
        numbers = [
            (column.label, column.masked(person.pk, getattr(person, f"{name}_sealed")), "")
            for name, column in SEALED.items()
        ]
        return [Panel("证件与联系方式", "people/_numbers.html", {"numbers": numbers})]


class PersonCreate(CreatePage):
    """Register somebody once."""

    permission = "people.edit"
    model = Person
    form_class = PersonForm
    title = "登记人员"
    section = SECTION
    crumbs = CRUMBS
    intro = "同一个人只登记一次。身份证号和手机号加密保存，页面上只显示头尾几位。"
    done = "已登记。"

    def initial(self) -> dict[str, Any]:
        return {"organization": self.actor.organization}

    def perform(self, form: PersonForm) -> Person:
        return register_person(form.facts, actor=self.actor)


class PersonEdit(EditPage):
    """Change an entry."""

    permission = "people.edit"
    model = Person
    form_class = PersonForm
    title = "修改人员"
    section = SECTION

    def head(self) -> Head:
        return Head(self.title, crumbs=crumbs_of(self.get_object()))

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(STANDING, erased_at=None).select_related("organization")

    def initial(self) -> dict[str, Any]:
        person = self.get_object()
        return {
            name: getattr(person, name)
            for name in PersonForm.base_fields
            if name not in (PHONE.name, ID_NUMBER.name)
        }

    def perform(self, form: PersonForm) -> Person:
        return edit_person(self.get_object(), form.facts, self.posted_version(), actor=self.actor)


class PersonFind(FormPage):
    """Find somebody by a whole number that travels in the body of the request only."""

    permission = "people.view"
    model = Person
    form_class = NumberForm
    title = "按号码查找"
    submit_label = "查找"
    section = SECTION
    crumbs = CRUMBS
    intro = "填写完整的手机号或身份证号。号码不会出现在地址栏，也不写入日志。"

    def perform(self, form: NumberForm) -> str:
        number = form.cleaned_data["number"]
        token = number_token(number)
        if not token:
            raise Refusal("看不懂这个号码。请填写完整的手机号或18位身份证号。", field="number")
        people = list(find_by_number(number, self.actor)[:2])
        if not people:
            raise Refusal(
                "您管理范围内没有登记这个号码。请核对；确在别的单位的，可以申请调入。", field="number"
            )
        listed = f"{reverse('people:list')}?match={token}"
        return people[0].get_absolute_url() if len(people) == 1 else listed

    def location(self, result: str) -> str:
        return result

    def message(self, result: str) -> str:
        return ""
