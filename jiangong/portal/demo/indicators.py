"""Where the figures of the demo's plan come from: the ledgers, as far as the product has them."""

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.indicators.actions.catalogue import revise_indicator
from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.indicators.choices import SourceMode
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor
from jiangong.portal.demo import services

# By the names of the notice's columns.
LEDGERS = {
    "“三比两降”节能减排竞赛参赛项目数": "competitions.energy_projects",
    "“安康杯”竞赛参赛职工数": "competitions.safety_workers",
    "劳模等先进人物": "rural.people",
    "先进集体": "rural.collectives",
    "乡村振兴劳模出彩示范基地": "rural.bases",
    "工匠选树": "titles.craftsmen",
    "新建创新工作室": "studios.new",
    "签订师带徒协议": "mentorship.valid_agreements",
    services.LECTURES: "activities.lectures",
    services.STATIONS: "places.stations",
}


def load(actor: Actor) -> list[Indicator]:
    """Every indicator whose ledger exists takes its figures from there; the others stay typed."""
    clerk = current_actor(User.objects.get(username="shizong"))
    linked = []
    for indicator in Indicator.objects.visible_to(clerk).filter(name__in=LEDGERS, retired_on=None):
        measure = find_measure(LEDGERS[indicator.name])
        if measure is None:
            continue
        indicator.source_mode, indicator.measure, indicator.kind = (
            SourceMode.LEDGER,
            measure.key,
            measure.kind,
        )
        fields = ["source_mode", "measure", "kind"]
        linked.append(revise_indicator(indicator, fields, indicator.version, actor=clerk))
    fold_everything()  # what follows reads figures again and again
    return linked
