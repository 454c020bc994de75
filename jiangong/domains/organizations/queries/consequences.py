"""What a change of the tree will move, said before anybody confirms it."""

from collections.abc import Collection
from datetime import date

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import consequence_sources
from jiangong.kit.access.paths import below
from jiangong.lib.dates import format_day


def consequences_of(organizations: Collection[Organization], day: date, today: date) -> list[str]:
    """Sentences about what hangs on these organizations and moves with them."""
    told = []
    for organization in organizations:
        inside = Organization.objects.ungated("counted for who may change the tree")
        units = inside.filter(below(organization.path), closed_on=None).exclude(pk=organization.pk).count()
        counted = [f"{units}个下级组织"] if units else []
        counted += [text for source in consequence_sources if (text := source(organization.path, day))]
        if counted:
            told.append(f"“{organization}”涉及{'、'.join(counted)}。")
    told.append(f"{format_day(day)}以前的数字仍按原来的名称和隶属计算，这一天起按新的计算。")
    if day > today:
        told.append(f"先登记，到{format_day(day)}自动生效；生效前可以取消。")
    else:
        told.append("确认后立即生效，查看权限随之调整。" if organizations else "确认后立即生效。")
    return told
