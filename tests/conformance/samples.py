"""One stored row of every model that has a page, in a given organization."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.assessments.choices import Relation, Stage
from jiangong.domains.assessments.models import Declaration, Round, Rubric, Sheet, Subject
from jiangong.domains.competitions.choices import CompetitionKind
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.honors.models import Objection
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.organizations.choices import AliasSource, ChangeKind, ChangeState, DictionaryKey
from jiangong.domains.organizations.models import (
    Dictionary,
    NameQuestion,
    Organization,
    OrganizationAlias,
    OrganizationChange,
)
from jiangong.domains.people.models import Person, Transfer
from jiangong.domains.places.models import Place
from jiangong.domains.plans.choices import Deliverable
from jiangong.domains.plans.models import Delivery, Edition, Goal, Plan, Reading
from jiangong.domains.reporting.models import Entry, Inquiry, Matter, Report, Window
from jiangong.domains.rural.models import Participation, Project
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.circulars import figures_now
from jiangong.domains.studios.models import Deadline
from jiangong.domains.supervision.choices import SeedKind, VisitState
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan, Visit
from jiangong.kit.attachments.actions import attach
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.jobs.models import Job
from jiangong.kit.listing.models import SavedView
from jiangong.kit.messaging.models import Dispatch, Message, Target, TargetKind
from jiangong.kit.rest.models import ApiToken
from tests.cast import CANARY, Cast
from tests.factories.accounts import make_user
from tests.factories.activities import make_activity
from tests.factories.competitions import make_competition, make_enrolment
from tests.factories.documents import make_document
from tests.factories.editions import make_issued
from tests.factories.honors import certificate_of, make_decided, make_noticed, make_open, nominated
from tests.factories.mentorship import make_apprentice, make_master, make_submitted
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_committee, make_person
from tests.factories.places import make_inspection, make_place, make_report
from tests.factories.plans import make_indicator, make_plan
from tests.factories.reform import make_pilot, make_policy, make_task
from tests.factories.reporting import YEAR, make_window
from tests.factories.rural import (
    make_base,
    make_collective,
    make_funding,
    make_participation,
    make_project,
)
from tests.factories.studios import make_studio
from tests.factories.supervision import make_inspection_plan
from tests.factories.titles import make_award, make_title

Make = Callable[[Cast, Organization], Any]
_numbers = count(1)


def serial() -> int:
    """For what may be there once only."""
    return next(_numbers)


def word(place: Organization) -> str:
    """The neighbour's rows carry the word nobody else may read."""
    return CANARY if CANARY in place.name else "本区"


def officer(cast: Cast, place: Organization) -> User:
    """Who works at the place the sample stands in."""
    return cast.users["district_officer" if place == cast.district else "neighbour_officer"]


def acting(cast: Cast, place: Organization) -> Any:
    return cast.actor("district_officer" if place == cast.district else "neighbour_officer")


def transfer(cast: Cast, place: Organization) -> Transfer:
    other = cast.neighbour_union if place == cast.district else cast.union
    return Transfer.objects.create(
        person=make_person("何调动", other), organization=place, reason=f"{word(place)}调入"
    )


def attachment(cast: Cast, place: Organization) -> Attachment:
    make_document(acting(cast, place), title=f"{word(place)}附件")
    return Attachment.objects.ungated("the one just made").latest("pk")


def picture(cast: Cast, place: Organization) -> Attachment:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    actor = acting(cast, place)
    document = make_document(actor, title=f"{word(place)}附图")
    return attach(document, "annex", SimpleUploadedFile("图.png", content.getvalue()), actor=actor)


def delegation(cast: Cast, place: Organization) -> Appointment:
    owner = officer(cast, place)
    own = Appointment.objects.ungated("sample").get(user=owner, organization=place)
    return Appointment.objects.create(
        user=make_user(f"deputy{place.pk}"),
        organization=place,
        role=own.role,
        delegated_from=own,
        ends_on=timezone.localdate() + timedelta(days=9),
    )


def token(cast: Cast, place: Organization) -> ApiToken:
    return ApiToken.objects.create(
        organization=place,
        name=word(place),
        prefix=f"{place.pk:012d}",
        digest="0" * 64,
        scopes=["people.view"],
        expires_on=timezone.localdate() + timedelta(days=9),
        issued_by=officer(cast, place).pk,
    )


def alias(cast: Cast, place: Organization) -> OrganizationAlias:
    text = f"{word(place)}别名{place.pk}"
    return OrganizationAlias.objects.create(
        organization=place, text=text, normalized=text, source=AliasSource.LEARNED
    )


def change(cast: Cast, place: Organization) -> OrganizationChange:
    return OrganizationChange.objects.create(
        organization=place,
        kind=ChangeKind.RENAME,
        effective_on=date(2030, 1, 1),
        summary=f"{word(place)}更名",
        state=ChangeState.PENDING,
    )


def batch(cast: Cast, place: Organization) -> ImportBatch:
    return ImportBatch.objects.create(
        organization=place,
        kind="people.person",
        file_name=f"{word(place)}.xlsx",
        digest="0" * 64,
        state=BatchState.CHECKED,
        fine=1,
    )


def plan(cast: Cast, place: Organization) -> Plan:
    below = cast.union if place == cast.district else cast.neighbour_union
    return make_plan(acting(cast, place), [below], title=f"{word(place)}计划{below.name}")


def delivery(cast: Cast, place: Organization) -> Delivery:
    step = (
        plan(cast, place)
        .programs.get()
        .steps.create(position=1, text=f"{word(place)}报送方案", deliverable=Deliverable.SCHEME)
    )
    return Delivery.objects.create(step=step, organization=place)


def objection(cast: Cast, place: Organization) -> Objection:
    made = Objection(organization=place, notice=make_noticed(place, place), text=f"{word(place)}异议")
    made.seal_contact("13800138000")
    made.save(force_insert=True)
    return made


def circular(cast: Cast, place: Organization) -> Circular:
    made = plan(cast, place)
    return Circular.objects.create(
        organization=place,
        plan=made,
        title=f"{word(place)}进度通报",
        as_of=date(2024, 9, 30),
        **figures_now(made, date(2024, 9, 30)),
    )


def agreement(cast: Cast, place: Organization) -> Agreement:
    """The officer of the place is the master: one's own pages show it to nobody else."""
    master = Person.objects.ungated("sample").filter(user=officer(cast, place)).first()
    master = master or make_master(place, f"{word(place)}师傅", user=officer(cast, place))
    return make_submitted(
        acting(cast, place), master=master, apprentice=make_apprentice(place, f"{word(place)}徒弟")
    )


def edition(cast: Cast, place: Organization) -> Edition:
    return plan(cast, place).editions.get()


def reading(cast: Cast, place: Organization) -> Reading:
    return Reading.objects.create(
        organization=place, name=f"{word(place)}通知.txt", reader=officer(cast, place)
    )


def target(cast: Cast, place: Organization) -> Target:
    made = Target.objects.create(name=f"群{place.pk}", kind=TargetKind.WECOM, host="robots.example")
    made.seal("https://robots.example/send?key=1", "")
    made.save()
    return made


def dispatch(cast: Cast, place: Organization) -> Dispatch:
    return Dispatch.objects.create(
        key=f"sample:{place.pk}", target=target(cast, place), subject="今日提醒", text="到期1件。"
    )


def competition(cast: Cast, place: Organization) -> Competition:
    found = Competition.objects.ungated("sample").filter(organization=place, kind=CompetitionKind.SAFETY)
    made = found.first()
    return made or make_competition(place, title=f"{word(place)}竞赛")


def enrolment(cast: Cast, place: Organization) -> Enrolment:
    return make_enrolment(acting(cast, place), competition(cast, place), place, approach=word(place))


def project(cast: Cast, place: Organization) -> Project:
    name = f"{word(place)}项目"
    made = Project.objects.ungated("sample").filter(organization=place, name=name).first()
    return made or make_project(acting(cast, place), name=name, running=False)


def participation(cast: Cast, place: Organization) -> Participation:
    person = make_person(f"{word(place)}劳模", place)
    return make_participation(acting(cast, place), person, role=word(place))


def place_of(cast: Cast, place: Organization) -> Place:
    return make_place(acting(cast, place), name=f"{word(place)}驿站", address=f"{word(place)}路8号")


def report_window(cast: Cast, place: Organization) -> Window:
    """A window in which the place takes in its own report, so that only its own side sees it."""
    made = make_issued(acting(cast, place), [place], title=f"{word(place)}填报计划{place.pk}", year=YEAR)
    return make_window(made, 1 + Window.objects.ungated("the next month").filter(organization=place).count())


def report(cast: Cast, place: Organization) -> Report:
    return report_window(cast, place).reports.get()


def entry(cast: Cast, place: Organization) -> Entry:
    made = report(cast, place)
    goal = Goal.objects.get(program__plan=made.window.plan)
    return Entry.objects.create(report=made, organization_id=made.organization_id, goal=goal)


def matter(cast: Cast, place: Organization) -> Matter:
    return Matter.objects.create(
        organization=place,
        addressee=cast.federation,
        title=f"{word(place)}问题",
        text=word(place),
        due_on=timezone.localdate(),
    )


def inquiry(cast: Cast, place: Organization) -> Inquiry:
    today = timezone.localdate()
    return Inquiry.objects.create(
        organization=place, title=f"{word(place)}调查", purpose=word(place), due_on=today, expires_on=today
    )


def scoring_round(cast: Cast, place: Organization) -> Round:
    today = timezone.localdate()
    return Round.objects.create(
        organization=place,
        rubric=Rubric.objects.create(organization=place, title=f"{word(place)}评分标准", year=2024),
        title=f"{word(place)}考评",
        year=2024,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
        final_until=today,
    )


def subject(cast: Cast, place: Organization) -> Subject:
    return Subject.objects.create(
        organization=place,
        round=scoring_round(cast, place),
        title=f"{word(place)}作品",
        code="01",
        position=1,
    )


def score_sheet(cast: Cast, place: Organization) -> Sheet:
    scored = subject(cast, place)
    return Sheet.objects.create(
        organization=place, round=scored.round, subject=scored, stage=Stage.SELF, comment=word(place)
    )


def declaration(cast: Cast, place: Organization) -> Declaration:
    return Declaration.objects.create(
        organization=place,
        person=make_person(f"{word(place)}人", place),
        unit=place,
        relation=Relation.INTEREST,
        note=word(place),
    )


def inspection_plan(cast: Cast, place: Organization) -> InspectionPlan:
    return make_inspection_plan(
        acting(cast, place), organization=place, title=f"{word(place)}督导", started=False
    )


def inspection(cast: Cast, place: Organization) -> Visit:
    """A visit the place made to itself, so that only its own side sees it."""
    made = Visit(
        organization=place,
        plan=inspection_plan(cast, place),
        year=2026,
        appointed_for=word(place),
        state=VisitState.DONE,
        visited_on=date(2026, 3, 4),
        summary=word(place),
    )
    made.save(force_insert=True)
    return made


def draw(cast: Cast, place: Organization) -> Draw:
    inputs = {"units": [], "left_out": [], "inspectors": [], "absent": {}, "barred": {}}
    return Draw.objects.create(
        organization=place,
        plan=inspection_plan(cast, place),
        number=1,
        seed_kind=SeedKind.PUBLIC,
        seed_source=word(place),
        seed_on=timezone.localdate(),
        inputs={**inputs, "unit_count": 1, "team_size": 1},
        inputs_digest="0" * 64,
        announced_at=timezone.now(),
    )


def finding(cast: Cast, place: Organization) -> Finding:
    return Finding.objects.create(
        organization=place,
        visit=inspection(cast, place),
        text=f"{word(place)}问题",
        due_on=timezone.localdate(),
    )


SAMPLES: dict[str, Make] = {
    "organizations.organization": lambda cast, place: place,
    "organizations.organizationalias": alias,
    "organizations.organizationchange": change,
    "organizations.namequestion": lambda cast, place: NameQuestion.objects.create(
        organization=place, text=f"{word(place)}{place.pk}", normalized=f"{word(place)}{place.pk}"
    ),
    "organizations.enterprise": lambda cast, place: make_enterprise(f"{word(place)}厂", place),
    "people.person": lambda cast, place: make_person(f"{word(place)}人", place),
    "people.committee": lambda cast, place: make_committee(f"{word(place)}委员会", place),
    "people.transfer": transfer,
    "documents.document": lambda cast, place: make_document(acting(cast, place), title=f"{word(place)}文"),
    "plans.plan": plan,
    "plans.edition": edition,
    "plans.reading": reading,
    "mentorship.agreement": agreement,
    "competitions.competition": competition,
    "competitions.enrolment": enrolment,
    "rural.project": project,
    "rural.participation": participation,
    "rural.collective": lambda cast, place: make_collective(
        acting(cast, place), f"{word(place)}班组{serial()}"
    ),
    "rural.base": lambda cast, place: make_base(acting(cast, place), f"{word(place)}基地{serial()}"),
    "rural.funding": lambda cast, place: make_funding(
        acting(cast, place), project(cast, place), f"{serial()}.00", giver=word(place)
    ),
    "reform.reformtask": lambda cast, place: make_task(
        acting(cast, place), text=f"{word(place)}任务{serial()}"
    ),
    "reform.policy": lambda cast, place: make_policy(
        acting(cast, place), title=f"{word(place)}政策{serial()}"
    ),
    "reform.pilot": lambda cast, place: make_pilot(
        acting(cast, place), make_enterprise(f"{word(place)}试点厂{serial()}", place)
    ),
    "places.place": place_of,
    "places.inspection": lambda cast, place: make_inspection(
        place_of(cast, place), acting(cast, place), "water", defects=f"{word(place)}问题"
    ),
    "places.placereport": lambda cast, place: make_report(place_of(cast, place)),
    "activities.activity": lambda cast, place: make_activity(acting(cast, place), title=f"{word(place)}宣讲"),
    "indicators.indicator": lambda cast, place: make_indicator(place, f"{word(place)}指标"),
    "assessments.rubric": lambda cast, place: Rubric.objects.create(
        organization=place, title=f"{word(place)}评分标准", year=2024
    ),
    "assessments.round": scoring_round,
    "assessments.subject": subject,
    "assessments.sheet": score_sheet,
    "assessments.declaration": declaration,
    "plans.delivery": delivery,
    "studios.studio": lambda cast, place: make_studio(place, name=f"{word(place)}工作室"),
    "studios.deadline": lambda cast, place: Deadline.objects.create(
        organization=place, year=2026, due_on=date(2026, 6, 30), note=word(place)
    ),
    "titles.award": lambda cast, place: make_award(
        make_title(), person=make_person(f"{word(place)}劳模", place)
    ),
    "titles.title": lambda cast, place: make_title(f"称号{place.position}"),
    "honors.programme": lambda cast, place: make_open(place, name=f"{word(place)}先进"),
    "honors.nomination": lambda cast, place: nominated(make_open(place), place, f"{word(place)}候选"),
    "honors.objection": objection,
    "honors.certificate": lambda cast, place: certificate_of(make_decided(place, place)),
    "statistics.circular": circular,
    "reporting.report": report,
    "reporting.window": report_window,
    "reporting.entry": entry,
    "reporting.matter": matter,
    "reporting.inquiry": inquiry,
    "supervision.inspectionplan": inspection_plan,
    "supervision.draw": draw,
    "supervision.visit": inspection,
    "supervision.finding": finding,
    "accounts.user": officer,
    "accounts.appointment": lambda cast, place: Appointment.objects.ungated("sample").get(
        user=officer(cast, place), organization=place
    ),
    "attachments.attachment": attachment,
    "importing.importbatch": batch,
    "rest.apitoken": token,
    "jobs.job": lambda cast, place: Job.objects.create(
        name="importing.check", user=officer(cast, place), organization=place
    ),
    "messaging.message": lambda cast, place: Message.objects.create(
        user=officer(cast, place), title=word(place), body=word(place)
    ),
    "listing.savedview": lambda cast, place: SavedView.objects.create(
        user=officer(cast, place), list_name="documents:list", name=word(place), parameters={"view": "open"}
    ),
    "messaging.target": target,
    "messaging.dispatch": dispatch,
    "organizations.dictionary": lambda cast, place: Dictionary.objects.create(
        key=DictionaryKey.values[0], year=1990 + place.position
    ),
}

# Where an address needs a row of a certain shape.
SHAPED: dict[str, Make] = {"attachments:preview": picture, "accounts:delegation_withdraw": delegation}

# Rows that belong to a person, not to an organization: nobody else sees them, whatever their reach.
PERSONAL = {"jobs.job", "messaging.message", "listing.savedview"}
# The system administrator looks after all jobs.
SYSTEM_SEES = {"jobs.job"}
# Rows whose owner asks a permission of its own.
OWNER_ASKS = {"attachments.attachment": "documents.view"}
# Rows everybody who may open the page sees.
SHARED = {"organizations.dictionary", "titles.title", "messaging.target", "messaging.dispatch"}
# The consoles that look after accounts see the accounts of the whole federation.
CONSOLES_SEE = {"accounts.user", "accounts.appointment"}
# Rows that hold for everybody below the union that made them.
HOLDS_BELOW = {"indicators.indicator", "competitions.competition", "honors.programme"}
# Rows a judge sees only when they were given to them, whatever the reach of their account.
GIVEN_TO_JUDGES = {"assessments.sheet"}
