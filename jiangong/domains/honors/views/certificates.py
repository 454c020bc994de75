"""Screens of certificates, revocation and services."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy

from jiangong.domains.honors.actions import certificates
from jiangong.domains.honors.forms.steps import RevocationForm, ServiceForm
from jiangong.domains.honors.models import Certificate, Service
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules import certificates as rules
from jiangong.domains.honors.tables import AWARD_TONES, CertificateTable
from jiangong.domains.honors.views.printing import sheet_of
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ActPage
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.listing import Column
from jiangong.kit.pages import (
    Action,
    ActionPage,
    Badge,
    DetailPage,
    Link,
    ListPage,
    Page,
    Panel,
)
from jiangong.kit.printing.certificates import print_certificates
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.ui.codes import qr_code
from jiangong.kit.ui.parts import Banner, Slip
from jiangong.lib.dates import format_day

OWN_CRUMBS = (*CRUMBS, Link("荣誉证书", reverse_lazy("honors:certificate_list")))
RELATED = (
    "award",
    "organization",
    "nomination__programme__organization",
    "nomination__programme__title",
    "nomination__person",
)


class CertificateList(ListPage):
    """Certificates within reach."""

    permission = "honors.view"
    export_permission = "honors.export"
    further_exports = LIST_PRINTS
    model = Certificate
    table = CertificateTable
    title = "荣誉证书"
    section = SECTION
    crumbs = CRUMBS


class CertificatePage:
    """A page on one certificate."""

    permission = "honors.view"
    model = Certificate
    section = SECTION
    crumbs = OWN_CRUMBS

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)


class CertificateDetail(CertificatePage, DetailPage):
    """One certificate: its words, whether it holds, its code, what was done for its holder."""

    sections = (
        (
            "证书",
            (
                "bearer",
                "workplace",
                "title",
                Column("year", "年度", show=lambda year: f"{year}年"),
                "number",
                "issuer",
                "basis",
                "issued_on",
                Column("organization", "所属工会", ("organization__name",)),
            ),
        ),
    )

    def meta(self) -> tuple[str, ...]:
        one = self.get_object()
        return (one.number, f"{one.year}年度", one.nomination.programme.name)

    def badge(self) -> Badge:
        award = self.get_object().award
        return Badge(award.get_state_display(), AWARD_TONES[award.state])

    def actions(self) -> tuple[Action, ...]:
        one = self.get_object()
        found = []
        if self.actor.can("honors.export") and one.is_valid:
            address = reverse("honors:certificate_print", args=[one.pk])
            found.append(Action("打印证书", address, "printer", primary=True))
        if self.actor.can("honors.serve"):
            found.append(
                Action("登记服务", reverse("honors:certificate_serve", args=[one.pk]), "heart-handshake")
            )
        if one.nomination.person_id:
            address = reverse("honors:person", args=[one.nomination.person_id])
            found.append(Action("历年荣誉", address, "history"))
        may = self.actor.can("honors.revoke") and runs(one.nomination.programme, self.actor)
        if may and one.is_valid:
            address = reverse("honors:certificate_revoke", args=[one.pk])
            found.append(Action("撤销", address, "ban", danger=True))
        return tuple(found)

    def context(self) -> dict[str, Any]:
        award = self.get_object().award
        banners = []
        if not award.is_held:
            day = format_day(award.revoked_on) if award.revoked_on else ""
            why = f"理由：{award.closing_reason.rstrip('。')}。"
            banners.append(Banner(why, "crit", lead=f"{day}{award.get_state_display()}。"))
        return {**super().context(), "banners": banners}

    def panels(self) -> list[Panel]:
        one = self.get_object()
        address = self.request.build_absolute_uri(one.get_public_url())
        slip = Slip("证书核验", qr_code(address), note="扫码核验，不用登录；只显示证书上的内容。")
        services = list(one.services.all())
        told = {"services": services, "certificate": one, "may": self.actor.can("honors.serve")}
        return [
            Panel("服务记录", "honors/_services.html", told, count=len(services)),
            Panel("核验", "honors/_verify.html", {"slip": slip, "address": one.get_public_url()}, side=True),
        ]


class CertificatePrint(CertificatePage, Page):
    """The certificate on paper."""

    permission = "honors.export"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        one = self.get_object()
        if why := rules.printing_refusal(one):
            raise NotAllowed(why)
        sheet = sheet_of(one, request.build_absolute_uri(one.get_public_url()))
        printed = print_certificates([sheet], f"荣誉证书{one.number}")
        with transaction.atomic():
            record(self.actor, "honors.certificate.print", one)
        return printed.response()


class CertificateRevoke(CertificatePage, ActPage):
    """Take an honour back."""

    permission = "honors.revoke"
    title = "撤销荣誉"
    rule = staticmethod(rules.revoking_refusal)
    form_class = RevocationForm
    submit_label = "撤销"
    done = "荣誉已撤销。"

    def consequences(self) -> tuple[str, ...]:
        return (
            "称号从撤销之日起不再有效，核验页面显示已撤销，证书不能再打印。",
            "其他推荐引用这项荣誉的，佐证标为失效；依据它的资格条件重新核对。",
        )

    def take(self, instance: Certificate, cleaned: dict[str, Any]) -> Certificate:
        said = (cleaned[name] for name in ("reason", "revoked_on", "basis"))
        return certificates.revoke_certificate(instance, *said, actor=self.actor)


class CertificateServe(CertificatePage, ActPage):
    """Something was done for the holder."""

    permission = "honors.serve"
    title = "登记服务"
    rule = staticmethod(rules.service_refusal)
    form_class = ServiceForm
    submit_label = "登记"
    done = "服务已登记。"

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def perform(self, form: Any) -> Service:
        return certificates.record_service(self.get_object(), form.instance, actor=self.actor)


class ServiceRemove(CertificatePage, ActionPage):
    """An entry made by mistake."""

    permission = "honors.serve"
    done = "已删除。"

    def run(self, instance: Certificate, note: str) -> None:
        service = instance.services.filter(pk=self.kwargs["row"]).select_related("certificate").first()
        if service is None:
            raise NotAllowed("这条服务记录已经删除。")
        certificates.remove_service(service, actor=self.actor)
