"""Roles are code: name, description and permissions in one place; an appointment names one.

Whoever may grant gives only what they have themselves, except the everyday roles of lower unions
(``granted_from_above``), whose rights end at the lower union and therefore add nothing to the granter's reach.
"""

from dataclasses import dataclass

from jiangong.domains.accounts.choices import Console

READING = frozenset(
    {
        "organizations.view",
        "organizations.view_enterprises",
        "people.view",
        "documents.view",
        "indicators.view",
        "assessments.view",
        "plans.view",
        "titles.view",
        "studios.view",
        "statistics.view",
        "mentorship.view",
        "mentorship.sign",
        "competitions.view",
        "rural.view",
        "reform.view",
        "places.view",
        "activities.view",
        "reporting.view",
        "honors.view",
    }
)
# Who runs a selection: the city for all, a district for its own.
_ACTS = ("organize", "review", "waive", "consult", "publish", "examine", "award", "revoke")
SELECTION = frozenset(f"honors.{act}" for act in _ACTS)
UNIT_WORK = READING | {
    "organizations.edit",
    "organizations.edit_enterprises",
    "organizations.export",
    "people.edit",
    "people.import",
    "people.merge",
    "people.erase",
    "people.decide_transfers",
    "people.reveal",
    "people.export",
    "people.manage_committees",
    "documents.register",
    "documents.propose",
    "documents.complete",
    "documents.export",
    "plans.edit",
    "plans.receive",
    "plans.waive",
    "plans.close",
    "plans.export",
    "statistics.lead",
    "statistics.screen",
    "statistics.export",
    "statistics.compile",
    "mentorship.edit",
    "mentorship.void",
    "mentorship.import",
    "mentorship.export",
    "competitions.enrol",
    "competitions.confirm",
    "competitions.export",
    "rural.edit",
    "rural.export",
    "reform.edit",
    "reform.export",
    "places.edit",
    "places.void",
    "places.export",
    "activities.edit",
    "activities.void",
    "activities.export",
    "reporting.fill",
    "reporting.sign",
    "reporting.review",
    "reporting.schedule",
    "reporting.inquire",
    "reporting.answer",
    "reporting.export",
    "accounts.view",
    "accounts.manage",
    "accounts.grant",
    "accounts.delegate",
    "accounts.hand_over",
    "accounts.export_grants",
    "importing.use",
    "rest.manage_tokens",
    "titles.edit",
    "titles.export",
    "titles.import",
    "studios.edit",
    "studios.register",
    "studios.publish",
    "studios.export",
    "studios.import",
    "listing.share_views",
    "honors.nominate",
    "honors.serve",
    "honors.export",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What one kind of appointment may do, and at which kinds of organization it is held."""

    key: str
    label: str
    description: str
    permissions: frozenset[str]
    held_at: frozenset[str]
    granted_from_above: bool = False


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "city_officer",
            "市总部门干部",
            "在市总工会部门办理全市业务。",
            UNIT_WORK
            | SELECTION
            | {
                "organizations.change",
                "organizations.resolve_names",
                "documents.void",
                "organizations.import",
                "organizations.edit_dictionaries",
                "indicators.edit",
                "statistics.arrange",
                "indicators.export",
                "assessments.edit",
                "plans.review",
                "titles.revoke",
                "titles.manage_catalogue",
                "studios.name",
                "studios.review",
                "studios.revoke",
                "studios.set_deadlines",
                "messaging.set_ladder",
                "competitions.organize",
            },
            frozenset({"federation", "department"}),
        ),
        Role(
            "city_leader",
            "市总领导",
            "查看全市情况，批示文件，签发计划。",
            READING
            | {
                "documents.instruct",
                "documents.export",
                "plans.review",
                "plans.issue",
                "plans.waive",
                "plans.export",
                "titles.export",
                "studios.export",
                "statistics.lead",
                "statistics.screen",
                "statistics.export",
                "statistics.issue",
                "competitions.export",
                "rural.export",
                "reform.export",
                "reporting.answer",
                "reporting.export",
                "honors.export",
                "accounts.delegate",
            },
            frozenset({"federation"}),
        ),
        Role(
            "unit_officer",
            "区县、产业、直属工会干部",
            "办理本单位及所属基层工会的业务。",
            UNIT_WORK
            | SELECTION
            | {
                "organizations.change",
                "documents.instruct",
                "documents.void",
                "plans.review",
                "plans.issue",
                "titles.revoke",
                "studios.name",
                "studios.review",
                "studios.revoke",
                "statistics.issue",
            },
            frozenset({"district", "zone", "industry", "enterprise"}),
            granted_from_above=True,
        ),
        Role(
            "grassroots_officer",
            "基层工会干部",
            "登记本工会的人员和资料。",
            READING
            | {
                "organizations.edit",
                "people.edit",
                "people.import",
                "importing.use",
                "people.manage_committees",
                "documents.register",
                "documents.propose",
                "documents.instruct",
                "documents.complete",
                "documents.void",
                "plans.receive",
                "titles.edit",
                "titles.import",
                "studios.edit",
                "studios.publish",
                "studios.import",
                "mentorship.edit",
                "mentorship.void",
                "mentorship.import",
                "mentorship.export",
                "competitions.enrol",
                "competitions.export",
                "rural.edit",
                "rural.export",
                "reform.edit",
                "reform.export",
                "places.edit",
                "places.export",
                "activities.edit",
                "activities.export",
                "reporting.fill",
                "reporting.sign",
                "accounts.delegate",
                "listing.share_views",
            },
            frozenset({"township", "grassroots", "enterprise"}),
            granted_from_above=True,
        ),
        Role(
            "worker",
            "职工",
            "查看本人资料，参加活动，签署本人的师带徒协议。",
            frozenset({"mentorship.sign"}),
            frozenset({"grassroots", "township", "enterprise"}),
            granted_from_above=True,
        ),
        Role(
            "judge",
            "评委",
            "只看分派给自己的内容。",
            frozenset(),
            frozenset({"federation", "partner", "district"}),
        ),
        Role(
            "partner_officer",
            "联合部门干部",
            "只看请本部门办理的事项。",
            frozenset(
                {"documents.view", "documents.propose", "documents.complete", "plans.view", "plans.cosign"}
            ),
            frozenset({"partner"}),
        ),
    )
}

CONSOLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Console.SYSTEM: frozenset(
        {"accounts.system_console", "accounts.view", "accounts.manage", "messaging.manage_targets"}
    ),
    Console.SECURITY: frozenset(
        {"accounts.security_console", "accounts.view", "accounts.grant", "accounts.export_grants"}
    ),
    Console.AUDIT: frozenset({"accounts.audit_console"}),
}

CONSOLE_ROLES = tuple(
    Role(console, Console(console).label, description, CONSOLE_PERMISSIONS[console], frozenset())
    for console, description in (
        (Console.SYSTEM, "开通账号、重置密码、设置消息通道、查看运行情况；不授权，不看业务。"),
        (Console.SECURITY, "授予和撤销任职、解除锁定、结束登录；不开通账号，不看业务。"),
        (Console.AUDIT, "查看、导出和核验审计记录；不开通、不授权，不看业务。"),
    )
)


def role_label(key: str) -> str:
    """The Chinese name of a role; one that the code no longer knows shows its key."""
    return ROLES[key].label if key in ROLES else key


ROLE_CHOICES = tuple((role.key, role.label) for role in ROLES.values())
