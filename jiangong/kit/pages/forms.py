"""Form pages: validate, carry out once, keep what was typed when something is wrong."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Conflict, KeyReused, NotAllowed, Refusal
from jiangong.kit.commands.running import Outcome, earlier_outcome, run_once
from jiangong.kit.commands.versions import VersionedModel, save_if_unchanged
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Head
from jiangong.kit.pages.offline import (
    belongs_elsewhere,
    is_queued,
    mark_kept,
    spare_messages,
    told_accepted,
    told_elsewhere,
    told_refused,
    told_shut,
)
from jiangong.kit.ui.parts import Banner

KEY_FIELD = "command_key"
VERSION_FIELD = "version"


class FormPage(Page):
    """A form and the command it feeds. Subclasses give ``form_class`` and ``perform``."""

    template_name = "ui/form_page.html"
    form_class: type[forms.BaseForm]
    submit_label = "保存"
    done = "已保存。"
    intro = ""
    kept_when_shut = False  # whether what was typed is shown again although the form has closed since
    offline = False  # whether the page opens, and what is typed waits, without a network
    # (title, names of fields, whether folded away): what need not be filled in opens with a tap.
    groups: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    # Why the page's object is shut for this actor, "" while it is open; most often one of the app's rules.
    rule: Callable[[Any, Actor], str] | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        spare_messages(request)
        response = self.render(form=self.open_form())
        return mark_kept(response) if self.offline else response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if belongs_elsewhere(request, self.actor):
            return told_elsewhere()
        try:
            form = self.open_form(data=request.POST, files=request.FILES)
        except Refusal as shut:
            return self.shut_out(shut, data=request.POST, files=request.FILES)
        try:
            key = self.command_key()
            outcome = self.carry_out(form, key)
        except Refusal as refusal:
            self.explain(form, refusal)
            return self.shown_again(form, refusal.status)
        if outcome is None:
            return self.shown_again(form, 422)
        if outcome.message:
            messages.success(request, outcome.message)
        return told_accepted(outcome) if is_queued(request) else HttpResponseRedirect(outcome.location)

    def shut_out(self, refusal: Refusal, **submitted: Any) -> HttpResponseBase:
        """The form is closed by now: whoever never heard the answer gets the first one, the queue a sentence."""
        queued = is_queued(self.request)
        if first := earlier_outcome(self.actor, self.command_key(), self.contents()):
            return told_accepted(first) if queued else HttpResponseRedirect(first.location)
        if queued:
            return told_shut(refusal)
        if not self.kept_when_shut:
            raise refusal
        form = self.make_form(**submitted)
        self.explain(form, refusal)
        return self.shown_again(form, refusal.status)

    def shown_again(self, form: Any, status: int) -> HttpResponseBase:
        """The form with what was typed and what is wrong."""
        queued = is_queued(self.request)
        return told_refused(form, status) if queued else self.render(form=form, status=status)

    def carry_out(self, form: Any, key: str) -> Outcome | None:
        """What the command led to; nothing when the form is wrong, unless it went through a moment ago.

        A repetition may be wrong only because of what the first submission made: a number now taken.
        """
        if form.is_valid():
            return run_once(self.actor, key, self.contents(), lambda: self.outcome(form))
        return earlier_outcome(self.actor, key, self.contents())

    def refusal(self) -> str:
        """Why this form is shut now; empty when it is open."""
        return self.rule(self.get_object(), self.actor) if self.rule else ""

    def open_form(self, **submitted: Any) -> Any:
        """The form, or why there is none: whoever opens it hears at once."""
        if reason := self.refusal():
            raise NotAllowed(reason)
        return self.make_form(**submitted)

    def make_form(self, **submitted: Any) -> Any:
        return self.form_class(**self.form_arguments(), **submitted)

    def form_arguments(self) -> dict[str, Any]:
        """Constructor arguments; forms that narrow choices to the actor's reach take ``actor``."""
        return {"actor": self.actor, "initial": self.initial()}

    def initial(self) -> dict[str, Any]:
        return {}

    def outcome(self, form: Any) -> Outcome:
        result = self.perform(form)
        return Outcome(self.location(result), self.message(result))

    def perform(self, form: Any) -> Any:
        """Call the action with the cleaned values; return what the command made."""
        raise NotImplementedError(type(self).__name__)

    def location(self, result: Any) -> str:
        return result.get_absolute_url()

    def message(self, result: Any) -> str:
        return self.done

    def command_key(self) -> str:
        key = self.request.POST.get(KEY_FIELD, "")
        try:
            return str(uuid.UUID(key))
        except ValueError:
            raise KeyReused("表单缺少提交编号。您填写的内容还在，请再点一次提交。") from None

    def contents(self) -> dict[str, Any]:
        """What makes two submissions the same: the address, every field and every file."""
        fields = {name: values for name, values in self.request.POST.lists() if name != "csrfmiddlewaretoken"}
        files = {name: [fingerprint(f) for f in found] for name, found in self.request.FILES.lists()}
        return {"path": self.request.path, "fields": fields, "files": files}

    def explain(self, form: Any, refusal: Refusal) -> None:
        """Show the refusal at its field, or at the top."""
        field = refusal.field if refusal.field in form.fields else None
        form.is_valid()
        form.add_error(field, ValidationError(refusal.sentence))

    def head(self) -> Head:
        return Head(title=self.title, crumbs=self.crumbs)

    def fresh_key(self) -> str:
        """The key a retry keeps: the posted one while it is good, a new one otherwise."""
        try:
            return self.command_key()
        except KeyReused:
            return str(uuid.uuid4())

    def cancel_url(self) -> str:
        return str(self.crumbs[-1].url) if self.crumbs and self.crumbs[-1].url else "/"

    def context(self) -> dict[str, Any]:
        return {
            "command_key": self.fresh_key(),
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url(),
            "intro": self.intro,
            **({"offline": True, "draft_key": self.request.path} if self.offline else {}),
            "version": self.request.POST.get(VERSION_FIELD, self.shown_version()),
        }

    def shown_version(self) -> str:
        return ""

    def render(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        """A form may name the ``twin`` of what is being entered; its reader can open it."""
        if self.groups and "form" in extra:
            extra["fieldsets"] = grouped(extra["form"], self.groups)
        if twin := getattr(extra.get("form"), "twin", None):
            see = Action("打开已登记的", twin.get_absolute_url())
            extra["banners"] = [Banner(f"“{twin}”已经登记过。", "warn", lead="可能重复：", action=see)]
        return super().render(status=status, **extra)


class CreatePage(FormPage):
    """A new object from a model form; override ``perform`` to call an action instead."""

    def perform(self, form: Any) -> Any:
        instance = form.save()
        record(self.actor, f"{instance._meta.label_lower}.create", instance)
        return instance


class EditPage(FormPage):
    """Change an object; what somebody else wrote meanwhile is never overwritten."""

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def shown_version(self) -> str:
        return str(getattr(self.get_object(), "version", ""))

    def perform(self, form: Any) -> Any:
        return save_form(form, self.actor, self.posted_version())

    def posted_version(self) -> int:
        text = self.request.POST.get(VERSION_FIELD, "")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise Conflict("表单缺少版本。请打开最新内容核对后再保存。")
        return int(text)

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()


def grouped(form: Any, groups: Iterable[tuple[str, tuple[str, ...], bool]]) -> list[dict[str, Any]]:
    """Fields by group; a folded one stands open where something in it is wrong or filled in."""
    found = []
    for title, names, folded in groups:
        fields = [form[name] for name in names if name in form.fields]
        told = any(bound.errors or bound.name in form.changed_data for bound in fields)
        found.append({"title": title, "fields": fields, "folded": folded, "open": form.is_bound and told})
    return [one for one in found if one["fields"]]


def fingerprint(upload: UploadedFile) -> str:
    """The digest of a file; name and size alone would miss a corrected digit."""
    digest = hashlib.sha256((upload.name or "").encode())
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()


def save_form(form: forms.ModelForm, actor: Any, version: int) -> models.Model:
    """Save a model form's changes against the version its reader saw, with one audit row."""
    instance = form.instance
    stored = type(instance)._base_manager.get(pk=instance.pk)
    columns = [name for name in form.changed_data if name in {f.name for f in instance._meta.concrete_fields}]
    before = {name: getattr(stored, name) for name in columns}
    if isinstance(instance, VersionedModel):
        save_if_unchanged(instance, version, columns)
    else:
        instance.save(update_fields=columns)
    record(actor, f"{instance._meta.label_lower}.edit", instance, fields=differences(before, instance))
    return instance
