"""Roles are code: name, description and permissions in one place; an appointment names one.

Whoever may grant gives only what they have themselves, except the everyday roles of lower unions
(``granted_from_above``), whose rights end at the lower union and therefore add nothing to the granter's reach.
"""

from dataclasses import dataclass

from jiangong.domains.accounts.roles.bundles import ORGANIZING_ASSESSMENTS, READING, SELECTION, UNIT_WORK


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
                *ORGANIZING_ASSESSMENTS,
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
                "assessments.score",
                "assessments.export",
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
                "supervision.waive",
                "supervision.recheck",
                "supervision.export",
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
                *ORGANIZING_ASSESSMENTS,
                "plans.review",
                "plans.issue",
                "titles.revoke",
                "studios.name",
                "studios.review",
                "studios.revoke",
                "statistics.issue",
                "supervision.waive",
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
                "assessments.self_score",
                "assessments.score",
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
                "supervision.rectify",
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
            "只看分派给自己的内容，填写评分，申报回避。",
            frozenset({"assessments.score", "assessments.declare"}),
            frozenset({"federation", "partner", "district"}),
        ),
        Role(
            "inspector",
            "督导员",
            "到抽中的单位检查，填写检查表，复查整改。",
            frozenset({"supervision.view", "supervision.inspect", "supervision.recheck"}),
            frozenset({"federation", "department", "district", "zone", "industry", "enterprise"}),
            granted_from_above=True,
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
