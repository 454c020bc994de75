"""The whole menu, grouped as people think; everybody sees what their role may use."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.ui.parts import NavigationGroup, Place

DEVELOPERS = "developers"
TABS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; any of the permissions opens it. ``tab`` puts it among a phone's tabs."""

    label: str
    url_name: str
    icon: str
    permissions: tuple[str, ...] = (SIGNED_IN,)
    tab: str = ""

    def shown_to(self, actor: Actor) -> bool:
        return any(
            code == SIGNED_IN or (code == DEVELOPERS and settings.DEBUG) or actor.can(code)
            for code in self.permissions
        )


MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "工作台",
        (
            Entry("工作台", "portal:home", "inbox", tab="工作台"),
            Entry("系统管理", "accounts:system_console", "settings", ("accounts.system_console",), "系统"),
            Entry("安全管理", "accounts:security_console", "shield", ("accounts.security_console",), "安全"),
        ),
    ),
    (
        "计划任务",
        (
            Entry("计划", "plans:list", "target-arrow", ("plans.view",), tab="计划"),
            Entry("我的任务", "plans:mine", "clipboard-list", ("plans.view",)),
            Entry("材料报送", "plans:delivery_list", "send", ("plans.view",)),
            Entry("指标", "indicators:list", "adjustments", ("indicators.view",)),
            Entry("评分标准", "assessments:list", "clipboard-check", ("assessments.view",)),
        ),
    ),
    (
        "进展台账",
        (
            Entry("填报", "reporting:mine", "clipboard-text", ("reporting.view",), tab="填报"),
            Entry("审核", "reporting:list", "checks", ("reporting.view",)),
            Entry("填报期", "reporting:window_list", "calendar-event", ("reporting.view",)),
            Entry("问题建议", "reporting:matter_list", "message-circle", ("reporting.view",)),
            Entry("填报布置", "reporting:inquiry_list", "notes", ("reporting.view",)),
            Entry("师带徒", "mentorship:list", "school", ("mentorship.view",)),
            Entry("创新工作室", "studios:list", "tools", ("studios.view",)),
            Entry("荣誉称号", "titles:list", "award", ("titles.view",)),
            Entry("竞赛", "competitions:list", "trophy", ("competitions.view",)),
            Entry("乡村振兴", "rural:overview", "heart-handshake", ("rural.view",)),
            Entry("产改", "reform:task_list", "list-check", ("reform.view",)),
            Entry("活动", "activities:list", "calendar-event", ("activities.view",)),
            Entry("阵地", "places:list", "building-community", ("places.view",)),
        ),
    ),
    (
        "督导评选",
        (
            Entry("考评", "assessments:round_list", "medal", ("assessments.view",)),
            Entry("评分", "assessments:mine", "clipboard-check", ("assessments.score",), tab="评分"),
            Entry("督导计划", "supervision:list", "clipboard-check", ("supervision.view",)),
            Entry("督导检查", "supervision:visit_list", "list-check", ("supervision.view",)),
            Entry("问题整改", "supervision:finding_list", "tool", ("supervision.view",)),
            Entry("选树项目", "honors:list", "medal", ("honors.view",)),
            Entry("推荐对象", "honors:nomination_list", "user-plus", ("honors.nominate",)),
            Entry("荣誉证书", "honors:certificate_list", "certificate", ("honors.view",)),
        ),
    ),
    (
        "统计总结",
        (
            Entry("进度看板", "statistics:list", "chart-bar", ("statistics.view",)),
            Entry("领导一页", "statistics:leader", "target-arrow", ("statistics.lead",)),
            Entry("大屏", "statistics:screen", "layout-grid", ("statistics.screen",)),
            Entry("统计表", "statistics:table", "table", ("statistics.view",)),
            Entry("进度通报", "statistics:circular_list", "report-analytics", ("statistics.view",)),
        ),
    ),
    ("文件", (Entry("文件", "documents:list", "file-text", ("documents.view",), tab="文件"),)),
    (
        "组织人员",
        (
            Entry("组织", "organizations:list", "sitemap", ("organizations.view",), tab="组织"),
            Entry("企业", "organizations:enterprise_list", "building", ("organizations.view_enterprises",)),
            Entry("待认名称", "organizations:name_question_list", "help", ("organizations.resolve_names",)),
            Entry("字典", "organizations:dictionary_list", "books", ("organizations.edit_dictionaries",)),
            Entry("人员", "people:list", "users", ("people.view",), tab="人员"),
            Entry("委员会", "people:committee_list", "users-group", ("people.view",)),
            Entry("调入申请", "people:transfer_list", "arrows-exchange", ("people.view",)),
            Entry("查重合并", "people:duplicate_list", "user-search", ("people.merge",)),
            Entry("导入记录", "importing:list", "file-import", ("importing.use",)),
        ),
    ),
    (
        "平台",
        (
            Entry("账号", "accounts:user_list", "user", ("accounts.view", "accounts.system_console"), "账号"),
            Entry(
                "授权",
                "accounts:appointment_list",
                "key",
                ("accounts.grant", "accounts.security_console"),
                tab="授权",
            ),
            Entry("谁能做什么", "accounts:permission_matrix", "shield-check"),
            Entry("审计", "accounts:audit_list", "shield-lock", ("accounts.audit_console",), "审计"),
            Entry("催办阶梯", "messaging:ladder", "stack-2", ("messaging.set_ladder",)),
            Entry("消息通道", "messaging:target_list", "plug", ("messaging.manage_targets",)),
            Entry("放假和调休", "workdays:year", "calendar", ("accounts.system_console",)),
            Entry("接口令牌", "rest:list", "api", ("rest.manage_tokens",)),
            Entry("后台任务", "jobs:list", "server", ("accounts.system_console",), "任务"),
            Entry("组件库", "ui:gallery", "layout-grid", (DEVELOPERS,)),
        ),
    ),
    # Last, so that it is among the tabs of those only who have few.
    ("本人", (Entry("我的师徒协议", "mentorship:mine", "writing-sign", ("mentorship.sign",), "师徒协议"),)),
)


@cache
def address(url_name: str) -> str:
    """A fixed address; there are two dozen on every page, and they are the same for everybody."""
    return reverse(url_name)


def navigation(actor: Actor, path: str) -> tuple[tuple[NavigationGroup, ...], tuple[Place, ...]]:
    """The groups for the side and the tabs for phones, with the current place marked."""
    offered = [
        (label, [(entry, address(entry.url_name)) for entry in entries if entry.shown_to(actor)])
        for label, entries in MENU
    ]
    current = _current([url for _, pairs in offered for _, url in pairs], path)
    groups = tuple(
        NavigationGroup(
            tuple(Place(entry.label, url, url == current, icon=entry.icon) for entry, url in pairs), label
        )
        for label, pairs in offered
        if pairs
    )
    tabs = [
        Place(entry.tab, url, url == current, icon=entry.icon)
        for _, pairs in offered
        for entry, url in pairs
        if entry.tab
    ]
    return groups, tuple(tabs[: TABS - 1])


def _current(urls: list[str], path: str) -> str:
    """The entry whose address is the longest beginning of the page's own."""
    home = address("portal:home")
    inside = [url for url in urls if (path == url if url == home else path.startswith(url))]
    return max(inside, key=len, default="")
