"""The one organization or enterprise a written name means, or the sentence that says why it is unclear."""

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries.names import Resolution, resolve_name
from jiangong.kit.access.actor import Actor

_OFFERED, _SHOWN = 300, 4


def names_offered(actor: Actor) -> tuple[str, ...]:
    """Names within reach for the suggestions of a text box."""
    reach = Organization.objects.visible_to(actor).filter(closed_on=None).order_by("path")
    return tuple(reach.values_list("name", flat=True)[:_OFFERED])


def organization_meant(text: str, actor: Actor) -> Organization:
    """By whatever name or alias, within reach; ``名称#编号`` settles a tie. Raises ``ValueError``."""
    key = _key(text)
    meant = resolve_name(text, actor) if key is None else None
    pk = key if meant is None else meant.organization_id
    found = Organization.objects.visible_to(actor).filter(pk=pk).first() if pk is not None else None
    if found is None:
        raise ValueError(_unclear(text, meant))
    if found.is_closed:
        raise ValueError(f"“{found}”已经撤销，请填写承接它的单位。")
    return found


def unit_meant(text: str, actor: Actor) -> Organization | Enterprise:
    """An enterprise by its exact name, otherwise an organization. Raises ``ValueError``."""
    named = Enterprise.objects.visible_to(actor).filter(name=text).select_related("organization", "union")
    enterprises = list(named[:2])
    return enterprises[0] if len(enterprises) == 1 else organization_meant(text, actor)


def _key(text: str) -> int | None:
    digits = text.rpartition("#")[2].strip() if "#" in text else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _unclear(text: str, meant: Resolution | None) -> str:
    if meant is None or not meant.candidates:
        return f"您管理范围内没有“{text}”，请填写单位全称或简称。"
    choices = "、".join(f"“{one.name}#{one.organization_id}”" for one in meant.candidates[:_SHOWN])
    return f"“{text}”不够明确，请从下面选一个照写：{choices}。"
