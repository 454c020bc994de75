"""What stands in the way of a change to the tree; each rule returns the refusal in Chinese, or ""."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import cast

from django.db.models import Max, Min, QuerySet
from django.db.models.functions import Length

from jiangong.domains.organizations.choices import KINDS_BELOW, OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries.spans import standing_from
from jiangong.domains.organizations.queries.trees import kinds_to_open
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.lib.dates import format_day

_LONGEST_STEP = 20  # the digits of a key and a slash


def unfit_kind(kind: str, parent: Organization) -> str:
    """A kind that cannot stand under this parent."""
    if kind in KINDS_BELOW.get(parent.kind, frozenset()):
        return ""
    return (
        f"“{OrganizationKind(kind).label}”不能设在“{parent}”（{parent.get_kind_display()}）之下，"
        "请另选上级组织。"
    )


def beyond_reach(changed: Collection[int], places: Collection[int], actor: Actor) -> str:
    """A unit orders what stands below it: its own place, and whatever stands beside it, are decided above.

    ``changed`` are the keys of what the change alters, ``places`` of what stays and takes it in.
    """
    if actor.sees_everything:
        return ""
    if actor.organization_id in changed:
        return f"“{actor.organization}”是您所在的组织，它的变动由上级工会办理。"
    wanted = {*changed, *places}
    if Organization.objects.visible_to(actor).filter(pk__in=wanted).count() == len(wanted):
        return ""
    return "所涉及的组织不都在您的管理范围内，这项变动由上级工会办理。"


def nothing_to_open(actor: Actor) -> str:
    """Below departments and partners nothing stands."""
    if actor.sees_everything or kinds_to_open(actor):
        return ""
    return "您所在的组织之下不能再设组织，新建组织由上级工会办理。"


def closed(organization: Organization) -> str:
    """Nothing more happens to what is closed."""
    if organization.closed_on is None:
        return ""
    return f"“{organization}”已于{format_day(organization.closed_on)}撤销，请选择仍在运行的组织。"


def inside(organization: Organization, other: Organization) -> str:
    """``other`` is the organization itself or stands below it."""
    if not other.path.startswith(organization.path):
        return ""
    if other.pk == organization.pk:
        return f"“{organization}”不能以自己为上级或承接组织，请另选一个。"
    return f"“{other}”是“{organization}”的下级，不能作为它的上级或承接组织，请另选一个。"


def too_deep(above: Organization, moved: Organization | None = None) -> str:
    """A path has room for some forty layers; a chain of grass-roots unions could go on for ever."""
    tail = _LONGEST_STEP
    if moved is not None:
        inside = _organizations().filter(below(moved.path))
        tail += inside.aggregate(longest=Max(Length("path")))["longest"] - len(moved.path)
    if len(above.path) + tail <= cast("int", Organization._meta.get_field("path").max_length):
        return ""
    return f"“{above}”已在很深的层级，请选择层级更高的上级组织。"


def not_there_yet(organization: Organization, day: date) -> str:
    """The change would begin before the organization did."""
    begun = _begun(organization)
    if begun is None or begun <= day:
        return ""
    return f"“{organization}”{format_day(begun)}才成立，请填写这一天或以后的日期。"


def opened_on_or_after(organization: Organization, day: date) -> str:
    """What ends on the day it began would never have been."""
    begun = _begun(organization)
    if begun is None or begun < day:
        return ""
    return f"“{organization}”{format_day(begun)}才成立，请填写这一天以后的日期。"


def unfit_below(organization: Organization, kinds: set[str], kind: str) -> str:
    """Members that could not stand under an organization of ``kind``."""
    unfit = kinds - KINDS_BELOW.get(kind, frozenset())
    if not unfit:
        return ""
    named = "、".join(OrganizationKind(each).label for each in sorted(unfit))
    return (
        f"“{organization}”之下有{named}，不能设在{OrganizationKind(kind).label}之下，"
        "请先把它们移到别处，或另选组织。"
    )


def moved_since(organization: Organization, day: date) -> str:
    """The organization's place changed after ``day``: history is written forwards only."""
    return _before_change(organization, day, path=organization.path)


def renamed_since(organization: Organization, day: date) -> str:
    """Its name changed after ``day``."""
    return _before_change(organization, day, name=organization.name)


def changed_since(organization: Organization, day: date) -> str:
    """Anything about it changed after ``day``."""
    later = _spans(organization).filter(starts_on__gt=day).order_by("-starts_on").first()
    return _too_early(organization, later.starts_on) if later else ""


def standing_throughout(organization: Organization, day: date) -> str:
    """Why the organization cannot take others in from ``day`` on: closed, not yet there, or moved since."""
    return closed(organization) or not_there_yet(organization, day) or moved_since(organization, day)


def rooted(organization: Organization) -> str:
    """The federation is where the tree begins."""
    if organization.kind != OrganizationKind.FEDERATION:
        return ""
    return f"“{organization}”是全市组织的根，只能更名，不能改变隶属、合并、分设或撤销。"


def unclosable(organization: Organization, day: date) -> str:
    """Why the organization cannot end on ``day``."""
    return (
        rooted(organization)
        or closed(organization)
        or opened_on_or_after(organization, day)
        or changed_since(organization, day)
    )


def unfit_children(organization: Organization, kind: str) -> str:
    """A kind below the organization that cannot stand below ``kind``."""
    kinds = _organizations().filter(parent=organization, closed_on=None).values_list("kind", flat=True)
    return unfit_below(organization, set(kinds), kind)


def name_taken(name: str, parent: int | None, besides: Sequence[int] = ()) -> str:
    """Two open organizations of one name under one parent could never be told apart."""
    same = _organizations().filter(parent_id=parent, name=name, closed_on=None).exclude(pk__in=besides)
    return f"上级组织之下已有“{name}”，请换一个名称。" if same.exists() else ""


def _spans(organization: Organization) -> QuerySet[OrganizationSpan]:
    return OrganizationSpan.objects.ungated("the tree's own consistency").filter(organization=organization)


def _begun(organization: Organization) -> date | None:
    return _spans(organization).aggregate(first=Min("starts_on"))["first"]


def _before_change(organization: Organization, day: date, **today: str) -> str:
    different = _spans(organization).filter(standing_from(day)).exclude(**today)
    other = different.order_by("-ends_on").first()
    # The open span says what is true today, so one that says something else has ended.
    return _too_early(organization, cast("date", other.ends_on)) if other else ""


def _too_early(organization: Organization, last: date) -> str:
    return (
        f"“{organization}”在{format_day(last)}已有变动，新的变动不能早于它，"
        f"请填写{format_day(last)}或以后的日期。"
    )


def _organizations() -> QuerySet[Organization]:
    return Organization.objects.ungated("the tree's own consistency")
