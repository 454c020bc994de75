"""Programmes for tests: in preparation, open, with candidates, with a list, in front of the public, decided."""

from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from jiangong.domains.honors.actions import certificates, lists, nominations, notices, programmes
from jiangong.domains.honors.choices import ProgrammeKind, StageKind
from jiangong.domains.honors.models import Certificate, Nomination, Notice, Programme, Quota, Stage
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.organizations.models import Organization
from jiangong.domains.titles.choices import TitleFamily
from jiangong.kit.access.actor import Actor, system_actor
from tests.factories.people import make_person
from tests.factories.titles import make_title

BASIS = {
    "basis_number": "河工发〔2026〕9号",
    "basis_authority": "河州市委、市政府",
    "valid_from": date(2020, 1, 1),
}
DEEDS = "勤勤恳恳扎根一线，"
STAGES = (
    (StageKind.REVIEW, "初审"),
    (StageKind.NOTICE, "市级公示"),
    (StageKind.DECISION, "公布"),
)
_numbers = count(1)


def again(row):
    """The row as it is stored."""
    return type(row)._base_manager.get(pk=row.pk)


def said(programme: Programme) -> str:
    """What holds it up at this moment."""
    forget(programme)
    return "；".join(one.sentence for one in blocking(programme))


def make_programme(organization: Organization, *, actor: Actor | None = None, **facts) -> Programme:
    """One in preparation, with a basis and three stages."""
    facts.setdefault("name", f"第{next(_numbers)}届先进个人")
    facts.setdefault("title", make_title("市级先进个人", TitleFamily.INDIVIDUAL))
    facts.setdefault("kind", ProgrammeKind.HONOUR)
    facts.setdefault("places", 2)
    facts.setdefault("deeds_min", 10)
    facts.setdefault("notice_source", "评选办法第八条")
    facts.setdefault("year", timezone.localdate().year)
    stages = facts.pop("stages", STAGES)
    actor = actor or system_actor()
    made = programmes.create_programme(Programme(organization=organization, **(BASIS | facts)), actor=actor)
    programmes.plan_stages(made, [Stage(kind=kind, name=name) for kind, name in stages], actor=actor)
    return made


def make_open(organization: Organization, quotas: dict | None = None, **facts) -> Programme:
    """One that takes nominations; ``quotas`` are places by unit."""
    made = make_programme(organization, **facts)
    if quotas:
        rows = [Quota(unit=unit, places=places, spare=2) for unit, places in quotas.items()]
        programmes.allot_quotas(made, rows, actor=system_actor())
    return programmes.open_programme(made, actor=system_actor())


def deeds(length: int = 40) -> str:
    """Nobody's deeds are anybody else's."""
    number = next(_numbers)
    return "".join(chr(0x4E00 + (number * 7919 + place * 131) % 20_000) for place in range(length))


def draft(programme: Programme, place: Organization, name: str = "", **facts) -> Nomination:
    """Somebody of this union, complete but not handed in."""
    if not {"person", "unit", "enterprise"} & set(facts):
        facts["person"] = make_person(name or f"候选{next(_numbers)}", place, birth_on=date(1985, 3, 4))
    whole = {
        "deeds": deeds(),
        "position": "钳工",
        "meeting": "congress",
        "met_on": date(2026, 3, 2),
        "expected": 60,
        "attended": 55,
        "agreed": 50,
        "noticed_from": date(2026, 3, 3),
        "noticed_until": date(2026, 3, 20),
    }
    one = Nomination(programme=programme, organization=place, **(whole | facts))
    return nominations.nominate(one, actor=system_actor())


def nominated(programme: Programme, place: Organization, name: str = "", **facts) -> Nomination:
    return nominations.submit_nomination(draft(programme, place, name, **facts), actor=system_actor())


def make_list(organization: Organization, place: Organization, number: int = 3, **facts) -> Programme:
    """One under review: the first two are listed, the others in reserve."""
    made = make_open(organization, **facts)
    for rank in range(1, number + 1):
        nominated(made, place, rank=rank)
    forget(made)
    return lists.compile_list(made, actor=system_actor())


def pass_stage(programme: Programme) -> Programme:
    return programmes.advance_programme(programme, "通过", actor=system_actor())


def make_noticed(organization: Organization, place: Organization, opens_at: datetime | None = None) -> Notice:
    """In front of the public since a moment ago, or from then on."""
    made = pass_stage(make_list(organization, place))
    opens_at = opens_at or timezone.now()
    return notices.write_notice(made, opens_at, "0371-12345678", lists_of(made))


def lists_of(programme: Programme) -> list[Nomination]:
    forget(programme)
    rows = Nomination.objects.ungated("test").filter(programme=programme, state="listed")
    return list(rows.order_by("rank"))


def make_decided(organization: Organization, place: Organization, **facts) -> Programme:
    """One with certificates."""
    facts.setdefault("stages", ((StageKind.REVIEW, "评审"), (StageKind.DECISION, "公布")))
    made = pass_stage(make_list(organization, place, **facts))
    day = timezone.localdate()
    return certificates.decide_programme(made, day, "河工发〔2026〕30号", actor=system_actor())


def certificate_of(programme: Programme) -> Certificate:
    rows = Certificate.objects.ungated("test").filter(nomination__programme=programme)
    return rows.select_related("award", "nomination__programme__organization").order_by("number").first()


def long_past(notice: Notice) -> Notice:
    """The notice as if it had run its time."""
    ended = timezone.now() - timedelta(hours=1)
    Notice.objects.filter(pk=notice.pk).update(opens_at=ended - timedelta(days=9), closes_at=ended)
    forget(notice.programme)
    return again(notice)
