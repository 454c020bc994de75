"""Every write on the catalogue of indicators."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.indicators import rules
from jiangong.domains.indicators.actions.folding import rebuild
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

PREFIX = "ZB"
TRIES = 3
DEFINES_SUMS = frozenset({"kind", "source_mode", "measure", "unit"})


@transaction.atomic
def define_indicator(indicator: Indicator, *, actor: Actor) -> Indicator:
    """A new definition under the next code of the actor's union."""
    if not actor.can("indicators.edit"):
        raise NotAllowed("您当前的任职没有“定义和修改指标”的权限。")
    place = actor.organization
    if place is None:
        raise Refusal("您当前没有任职的组织，不能定义指标。请先切换任职。")
    # A department defines for the union it stands in, so that everybody below reads it.
    indicator.organization = (
        place.parent if place.kind == OrganizationKind.DEPARTMENT and place.parent else place
    )
    _require_own_name(indicator)
    _save_under_next_code(indicator)
    rebuild([indicator])
    record(actor, "indicators.indicator.create", indicator, code=indicator.code)
    return indicator


def _save_under_next_code(indicator: Indicator) -> None:
    """Two who define at once may find the same next code: the constraint lets one through, the other counts on."""
    for _ in range(TRIES):
        indicator.code = next_code(indicator.organization_id)
        try:
            with transaction.atomic():
                indicator.save(force_insert=True)
        except IntegrityError:
            _require_own_name(indicator)
        else:
            return
    raise Conflict("同时有人在定义指标，请再点一次保存。")


def next_code(organization_id: int) -> str:
    codes = Indicator.objects.ungated("codes run on for the whole union").filter(
        organization=organization_id, code__startswith=PREFIX
    )
    serials = (code.removeprefix(PREFIX) for code in codes.values_list("code", flat=True))
    return f"{PREFIX}{max((int(one) for one in serials if one.isdecimal()), default=0) + 1:04d}"


def _require_own_name(indicator: Indicator) -> None:
    twins = Indicator.objects.ungated("one name and unit, one definition").filter(
        organization=indicator.organization_id, name=indicator.name, unit=indicator.unit, retired_on=None
    )
    if twin := twins.exclude(pk=indicator.pk).first():
        raise Refusal(f"已有同名同单位的指标{twin.code}，请直接使用，或换一个名称。", "name")


@transaction.atomic
def revise_indicator(indicator: Indicator, fields: Iterable[str], version: int, *, actor: Actor) -> Indicator:
    """Save a changed definition, unless somebody else was first."""
    stored = Indicator.objects.ungated("compared with what is being revised").get(pk=indicator.pk)
    if reason := rules.defining_refusal(stored, actor):
        raise NotAllowed(reason)
    names = list(fields)
    if not indicator.is_retired:
        _require_own_name(indicator)
    if not DEFINES_SUMS.isdisjoint(names):
        names = [*dict.fromkeys((*names, "kind"))]  # a ledger brings its own kind
    before = {name: getattr(stored, name) for name in names}
    save_if_unchanged(indicator, version, names)
    if not DEFINES_SUMS.isdisjoint(names):
        rebuild([indicator])
    record(actor, "indicators.indicator.edit", indicator, fields=differences(before, indicator))
    return indicator


@transaction.atomic
def retire_indicator(indicator: Indicator, *, actor: Actor) -> Indicator:
    """New plans no longer offer it; those that count by it go on."""
    if reason := rules.retiring_refusal(indicator, actor):
        raise NotAllowed(reason)
    indicator.retired_on = timezone.localdate()
    save_if_unchanged(indicator, indicator.version, ["retired_on"])
    record(actor, "indicators.indicator.retire", indicator)
    return indicator


@transaction.atomic
def restore_indicator(indicator: Indicator, *, actor: Actor) -> Indicator:
    """It may be used again, unless another one took its name."""
    if reason := rules.restoring_refusal(indicator, actor):
        raise NotAllowed(reason)
    _require_own_name(indicator)
    indicator.retired_on = None
    save_if_unchanged(indicator, indicator.version, ["retired_on"])
    record(actor, "indicators.indicator.restore", indicator)
    return indicator
