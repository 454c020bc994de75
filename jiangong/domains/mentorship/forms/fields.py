"""Text boxes that mean a unit or a person."""

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import organization_meant
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import MeantField

WHO = "同名的写“姓名（单位）”或“姓名（出生年份）”；别的单位的人，写“姓名，手机号或身份证号”。"


def unit_field(actor: Actor, label: str, known: Organization | None) -> MeantField:
    """An organization by whatever name, within the actor's reach."""
    return MeantField(
        lambda text: organization_meant(text, actor),
        known=known,
        spelled=lambda unit: unit.name,
        names=["organizations"],
        label=label,
        error_messages={"required": f"请填写{label}。"},
    )


def person_field(actor: Actor, label: str, known: Person | None) -> MeantField:
    """A registered person as one writes them; those of other units by name and number together."""
    return MeantField(
        lambda text: person_meant(text, actor),
        known=known,
        spelled=person_spelled,
        names=["people"],
        label=label,
        help_text=WHO,
        error_messages={"required": f"请填写{label}。"},
    )
