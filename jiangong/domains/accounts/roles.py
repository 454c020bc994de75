"""Roles are code: name, description and permissions in one place; an appointment names one."""

from dataclasses import dataclass

from jiangong.domains.accounts.choices import Console

READING = frozenset(
    {
        "organizations.view",
        "organizations.view_enterprises",
        "people.view",
        "documents.view",
    }
)
UNIT_WORK = READING | {
    "organizations.edit",
    "organizations.edit_enterprises",
    "organizations.export",
    "people.edit",
    "people.import",
    "people.merge",
    "people.reveal",
    "people.export",
    "people.manage_committees",
    "documents.register",
    "documents.propose",
    "documents.complete",
    "documents.export",
    "accounts.view",
    "accounts.manage",
    "accounts.grant",
    "accounts.delegate",
    "accounts.hand_over",
    "accounts.export_grants",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What one kind of appointment may do, and at which kinds of organization it is held."""

    key: str
    label: str
    description: str
    permissions: frozenset[str]
    held_at: frozenset[str]


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "city_officer",
            "市总部门干部",
            "在市总工会部门办理全市业务。",
            UNIT_WORK
            | {
                "organizations.change",
                "organizations.resolve_names",
                "documents.void",
                "organizations.import",
            },
            frozenset({"federation", "department"}),
        ),
        Role(
            "city_leader",
            "市总领导",
            "查看全市情况，批示文件。",
            READING | {"documents.instruct", "documents.export", "accounts.delegate"},
            frozenset({"federation"}),
        ),
        Role(
            "unit_officer",
            "区县、产业、直属工会干部",
            "办理本单位及所属基层工会的业务。",
            UNIT_WORK | {"documents.instruct"},
            frozenset({"district", "zone", "industry", "enterprise"}),
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
                "people.manage_committees",
                "documents.register",
                "documents.propose",
                "documents.instruct",
                "documents.complete",
                "accounts.delegate",
            },
            frozenset({"township", "grassroots", "enterprise"}),
        ),
        Role(
            "worker",
            "职工",
            "查看本人资料，参加活动。",
            frozenset(),
            frozenset({"grassroots", "township", "enterprise"}),
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
            frozenset({"documents.view", "documents.propose"}),
            frozenset({"partner"}),
        ),
    )
}

CONSOLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Console.SYSTEM: frozenset({"accounts.system_console"}),
    Console.SECURITY: frozenset({"accounts.security_console"}),
    Console.AUDIT: frozenset({"accounts.audit_console"}),
}
