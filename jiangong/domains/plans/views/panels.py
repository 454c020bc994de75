"""What the panels of the review list, row by row, each row with the mark its editor will have seen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jiangong.domains.plans.choices import Division, DutyRole
from jiangong.domains.plans.forms.parts import FactsForm
from jiangong.domains.plans.models import Reading, Task
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, Draft, mark_of
from jiangong.domains.plans.queries.findings.units import is_collective
from jiangong.domains.plans.queries.grid import Grid, grid_of, working_edition
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import shown

# Which fact of a notice's head the reader calls how.
SOURCES = {
    "official_number": "number",
    "title": "title",
    "addressees": "addressees",
    "dated_on": "issued_on",
}


@dataclass(frozen=True)
class Panels:
    """The rows of one draft, computed only where a template asks for them."""

    draft: Draft
    reading: Reading | None
    actor: Actor

    def facts(self) -> list[dict[str, Any]]:
        form = FactsForm(instance=self.draft.plan, actor=self.actor)
        spans = (self.reading.result.get("spans") or {}) if self.reading is not None else {}
        return [
            {
                "label": form.fields[name].label,
                "value": getattr(self.draft.plan, name),
                "anchor": f"fact-{name}",
                "has_source": SOURCES.get(name) in spans,
            }
            for name in FACTS
        ]

    def seen(self, part: str, row: Any) -> str:
        return mark_of(row, PARTS[part].fields)

    def tasks(self) -> list[dict[str, Any]]:
        return [
            {
                "program": program,
                "rows": [self._task(one) for one in self.draft.tasks if one.program_id == program.pk],
            }
            for program in self.draft.programs
        ]

    def _task(self, task: Task) -> dict[str, Any]:
        duties = list(task.duties.all())
        roles = [
            (role.label, [one for one in duties if one.role == role])
            for role in DutyRole
            if any(one.role == role for one in duties)
        ]
        unknown = {one.pk for one in duties if one.organization_id is None and not is_collective(one.written)}
        return {"row": task, "roles": roles, "unknown": unknown, "seen": self.seen("tasks", task)}

    def steps(self) -> list[dict[str, Any]]:
        return [
            {
                "program": program,
                "rows": [
                    {"row": one, "seen": self.seen("steps", one)}
                    for one in self.draft.steps
                    if one.program_id == program.pk
                ],
            }
            for program in self.draft.programs
        ]

    @cached_property
    def grid(self) -> Grid:
        return grid_of(working_edition(self.draft.plan))

    def goals(self) -> list[dict[str, Any]]:
        return [
            {
                "program": program,
                "rows": [
                    {
                        "row": one,
                        "seen": self.seen("goals", one),
                        "given": shown(self.grid.allocated.get(one.pk))
                        if one.division == Division.DIVIDED
                        else "",
                        "gap": self.grid.gap(one) if one.pk in self.grid.allocated else None,
                    }
                    for one in self.draft.goals
                    if one.program_id == program.pk
                ],
            }
            for program in self.draft.programs
        ]

    def recipients(self) -> list[dict[str, Any]]:
        return [{"row": one, "seen": self.seen("recipients", one)} for one in self.draft.recipients]

    def rubrics(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        by_key = {program.pk: (rubric, groups) for program, rubric, groups in self.draft.rubrics}
        for program in self.draft.programs:
            rubric, groups = by_key.get(program.pk, (None, []))
            found.append(
                {"program": program, "rubric": rubric, "groups": [self._group(one) for one in groups]}
            )
        return found

    def _group(self, group: Any) -> dict[str, Any]:
        items = [{"row": one, "seen": self.seen("items", one)} for one in group.items.all()]
        return {"row": group, "items": items, "seen": self.seen("groups", group)}
