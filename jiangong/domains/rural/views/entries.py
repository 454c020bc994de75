"""People, collectives, bases and money: list, detail, entering, correcting, voiding."""

from typing import Any

from jiangong.domains.rural.forms import BaseForm, CollectiveForm, FundingForm, ParticipationForm
from jiangong.domains.rural.models import Base, Collective, Funding, Participation
from jiangong.domains.rural.tables import (
    BaseTable,
    CollectiveTable,
    FundingTable,
    ParticipationTable,
    show_money,
)
from jiangong.domains.rural.views.pages import (
    LedgerCreate,
    LedgerDetail,
    LedgerEdit,
    LedgerList,
    LedgerVoid,
)
from jiangong.domains.rural.workflow import (
    base_workflow,
    collective_workflow,
    funding_workflow,
    participation_workflow,
)
from jiangong.kit.listing import Column

UNION = Column("organization", "登记工会", ("organization__name",))
PROJECT = Column("project", "参加项目", ("project__name",))


class ParticipationList(LedgerList):
    """Advanced people who take part."""

    model, table, ledger, title = Participation, ParticipationTable, "participation", "先进人物"


class ParticipationDetail(LedgerDetail):
    """One person's part."""

    model, ledger, workflow = Participation, "participation", participation_workflow
    sections = (
        (
            "参加情况",
            (
                Column("person", "姓名", ("person__name",)),
                Column("unit", "所属组织", ("person__organization__name",)),
                "honour",
                PROJECT,
                "role",
                "joined_on",
                UNION,
                "note",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person__organization", "project")


class ParticipationCreate(LedgerCreate):
    """Enter somebody."""

    model, ledger, title, form_class = Participation, "participation", "登记先进人物", ParticipationForm


class ParticipationEdit(LedgerEdit):
    """Correct somebody's part."""

    model, ledger, title, form_class = Participation, "participation", "修改先进人物", ParticipationForm


class ParticipationVoid(LedgerVoid):
    """Somebody's part counts no longer."""

    model = Participation


class CollectiveList(LedgerList):
    """Advanced collectives that take part."""

    model, table, ledger, title = Collective, CollectiveTable, "collective", "先进集体"


class CollectiveDetail(LedgerDetail):
    """One collective's part."""

    model, ledger, workflow = Collective, "collective", collective_workflow
    sections = (
        (
            "参加情况",
            (
                "name",
                Column("enterprise", "对应企业", ("enterprise__name",)),
                Column("unit", "对应组织", ("unit__name",)),
                "honour",
                PROJECT,
                "role",
                "joined_on",
                UNION,
                "note",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("enterprise", "unit", "project")


class CollectiveCreate(LedgerCreate):
    """Enter a collective."""

    model, ledger, title, form_class = Collective, "collective", "登记先进集体", CollectiveForm


class CollectiveEdit(LedgerEdit):
    """Correct a collective's part."""

    model, ledger, title, form_class = Collective, "collective", "修改先进集体", CollectiveForm


class CollectiveVoid(LedgerVoid):
    """A collective's part counts no longer."""

    model = Collective


class BaseList(LedgerList):
    """Demonstration bases."""

    model, table, ledger, title = Base, BaseTable, "base", "示范基地"


class BaseDetail(LedgerDetail):
    """One base."""

    model, ledger, workflow = Base, "base", base_workflow
    sections = (
        (
            "示范基地",
            ("name", "level", "industry", "town", "named_on", "named_by", "ended_on", UNION, "note"),
        ),
    )


class BaseCreate(LedgerCreate):
    """Enter a base."""

    model, ledger, title, form_class = Base, "base", "登记示范基地", BaseForm


class BaseEdit(LedgerEdit):
    """Correct a base, or say when it ended."""

    model, ledger, title, form_class = Base, "base", "修改示范基地", BaseForm


class BaseVoid(LedgerVoid):
    """A base entered wrongly."""

    model = Base


class FundingList(LedgerList):
    """Money put in."""

    model, table, ledger, title = Funding, FundingTable, "funding", "资金投入"


class FundingDetail(LedgerDetail):
    """One sum."""

    model, ledger, workflow = Funding, "funding", funding_workflow
    sections = (
        (
            "资金投入",
            (
                Column("project", "投入项目", ("project__name",)),
                "source",
                "giver",
                Column("amount", "金额（元）", show=show_money),
                "paid_on",
                UNION,
                "note",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("project")


class FundingCreate(LedgerCreate):
    """Enter a sum."""

    model, ledger, title, form_class = Funding, "funding", "登记资金投入", FundingForm


class FundingEdit(LedgerEdit):
    """Correct a sum."""

    model, ledger, title, form_class = Funding, "funding", "修改资金投入", FundingForm


class FundingVoid(LedgerVoid):
    """A sum that was not put in."""

    model = Funding
