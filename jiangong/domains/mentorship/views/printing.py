"""The agreement on paper."""

from typing import Any

from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lists import own_agreements
from jiangong.domains.mentorship.queries.printing import agreement_document
from jiangong.kit.printing.pages import PrintPage
from jiangong.lib.officialdoc.writing import OfficialDocument

RELATED = ("organization", "master__organization", "apprentice__organization")


class AgreementPrint(PrintPage):
    """Three signatures have their place, whether they are given on paper or were given on screen."""

    permission = "mentorship.view"
    model = Agreement

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def describe(self, instance: Agreement) -> OfficialDocument:
        return agreement_document(instance)

    def name(self, instance: Agreement) -> str:
        return f"师带徒协议{instance.number}"


class OwnPrint(AgreementPrint):
    """One's own copy."""

    permission = "mentorship.sign"

    def get_queryset(self) -> Any:
        return own_agreements(self.actor).select_related(*RELATED)
