"""The one door through which cells of a division are written: a block as JSON, carried out once."""

import json
import re
import uuid
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse

from jiangong.domains.plans.actions.allocating import CellChange, CellConflict, allocate_targets
from jiangong.domains.plans.models import Edition, Plan
from jiangong.domains.plans.queries.editions import editions_for
from jiangong.kit.commands.errors import KeyReused, Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages.base import Page
from jiangong.lib.amounts import plain

MOST_CELLS = 5000
_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,8})?")


class PlanCells(Page):
    """Saves a block of cells: all or none; conflicts come back cell by cell."""

    permission = "plans.edit"
    model = Plan
    http_method_names = ("post",)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        plan = self.get_object()
        try:
            sent = read_block(request.body)
            edition = editions_for(plan, self.actor).filter(number=sent["edition"]).first()
            if edition is None:
                raise Http404
            outcome = run_once(self.actor, sent["key"], sent, lambda: self.save(edition, sent["cells"]))
        except CellConflict as conflict:
            return JsonResponse(
                {"sentence": conflict.sentence, "cells": shown_conflicts(conflict)}, status=409
            )
        except Refusal as refusal:
            return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
        return JsonResponse({"sentence": outcome.message})

    def save(self, edition: Edition, cells: list[list[Any]]) -> Outcome:
        changed = allocate_targets(edition, [read_cell(one) for one in cells], actor=self.actor)
        return Outcome(edition.get_absolute_url(), f"已保存{changed}格。")


def read_block(body: bytes) -> dict[str, Any]:
    """The posted block as plain values, or a refusal: it never comes from a person's hand."""
    try:
        sent = json.loads(body)
        key, edition, cells = str(uuid.UUID(sent["key"])), _whole(sent["edition"]), list(sent["cells"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeyReused("提交的内容不完整，没有保存。请刷新页面后再填。") from None
    if len(cells) > MOST_CELLS:
        raise Refusal(f"一次最多保存{MOST_CELLS}格，请分几次粘贴。")
    return {"key": key, "edition": edition, "cells": cells}


def read_cell(sent: Any) -> CellChange:
    """``[recipient, goal, seen, value]``; amounts are decimal strings, nothing is not assigned."""
    try:
        recipient, goal, seen, value = sent
        return CellChange(_whole(recipient), _whole(goal), _amount(seen), _amount(value))
    except (ValueError, TypeError):
        raise Refusal("有的格子不是数字，没有保存。请改正后再试。") from None


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 < value < 2**63:
        raise ValueError(value)
    return value


def _amount(text: Any) -> Decimal | None:
    """An exact decimal; signs, exponents, infinity and anything else that is no amount are refused."""
    if text is None:
        return None
    if not isinstance(text, str) or not _AMOUNT.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def shown_conflicts(conflict: CellConflict) -> list[dict[str, Any]]:
    """Where somebody was first, and what stands there now."""
    return [
        {
            "recipient": change.recipient_id,
            "goal": change.goal_id,
            "theirs": None if now is None else plain(now),
        }
        for change, now in conflict.cells
    ]
