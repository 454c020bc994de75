"""The pages everybody may open: a list in its days of notice, an objection to it, a certificate by its code."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from jiangong.domains.accounts.queries import stranger
from jiangong.domains.honors.actions.notices import raise_objection
from jiangong.domains.honors.forms.steps import ObjectionForm
from jiangong.domains.honors.models import Notice
from jiangong.domains.honors.queries.public import find_certificate, find_notice, last_day_of, lines_of
from jiangong.kit.access.permissions import PUBLIC
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import Head, Page


class OpenPage(Page):
    """Nobody signs in, nobody's search engine keeps it."""

    permission = PUBLIC

    def sealed(self, answer: HttpResponseBase) -> HttpResponseBase:
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer["Cache-Control"] = "no-store"
        return answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.sealed(self.render())


class PublicNotice(OpenPage):
    """The list from its hour to the end of its last day; afterwards only that it is over."""

    template_name = "honors/public_notice.html"

    def notice(self) -> Notice:
        if not hasattr(self, "_notice"):
            self._notice = find_notice(self.kwargs["token"])
        if self._notice is None:
            raise Http404("没有这个公示，或公示还没有开始。请核对链接。")
        return self._notice

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.sealed(self.render(status=200 if self.notice().is_open() else 410))

    def head(self) -> Head:
        return Head(f"{self.notice().programme.name}公示")

    def context(self) -> dict[str, Any]:
        notice = self.notice()
        is_open = notice.is_open()
        return {
            "notice": notice,
            "programme": notice.programme,
            "is_open": is_open,
            "lines": lines_of(notice) if is_open else (),
            "last": last_day_of(notice),
            "thanked": self.request.GET.get("thanked") == "1",
        }


class PublicObjection(PublicNotice):
    """What somebody has to say about the list."""

    template_name = "honors/public_objection.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.notice().is_open():
            return self.sealed(redirect(self.notice().get_public_url()))
        return self.sealed(self.render(form=self.form()))

    def form(self, **submitted: Any) -> ObjectionForm:
        return ObjectionForm(notice=self.notice(), lines=lines_of(self.notice()), **submitted)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        notice, form = self.notice(), self.form(data=request.POST)
        if not form.is_valid():
            return self.sealed(self.render(form=form, status=422))
        said = form.cleaned_data
        visitor = stranger("", getattr(request, "request_id", ""))
        try:
            words = (said["text"], said["contact"])
            raise_objection(notice, said["about"], words, request.address, actor=visitor)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.sentence)
            return self.sealed(self.render(form=form, status=refusal.status))
        return self.sealed(redirect(f"{notice.get_public_url()}?thanked=1"))


class CertificateVerify(OpenPage):
    """Whether a certificate is real and still holds: its own words, nothing more."""

    template_name = "honors/verify.html"

    def head(self) -> Head:
        return Head("荣誉证书核验")

    def context(self) -> dict[str, Any]:
        found = find_certificate(self.kwargs["token"])
        if found is None:
            raise Http404("没有这份证书。请核对二维码是否完整。")
        return {"certificate": found}
