"""What every model, workflow and file of the product must be like."""

import ast
import re
from pathlib import Path
from types import FunctionType

import pytest
from django.apps import apps
from django.core.management import call_command

from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, ROLES
from jiangong.kit.access.permissions import all_permissions
from jiangong.kit.pages import FormPage, ListPage
from jiangong.kit.workflow import all_workflows
from tests.conformance.addresses import addresses

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "jiangong").rglob("*.py") if "migrations" not in p.parts)
OURS = [m for m in apps.get_models() if m.__module__.startswith("jiangong.")]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BANNED_NAMES = {"utils", "helpers", "common", "manager", "handler", "processor", "service", "data", "info"}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_model_has_a_chinese_name_and_a_docstring(model):
    assert CHINESE.search(str(model._meta.verbose_name))
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


def test_every_empty_list_says_what_belongs_there():
    tables = {one.view.table for one in addresses() if one.view and issubclass(one.view, ListPage)}
    assert len(tables) > 30
    assert [one.__qualname__ for one in tables if not one.empty_text.endswith("。")] == []


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_field_has_a_chinese_label(model):
    unnamed = [
        f.name
        for f in model._meta.concrete_fields
        if not f.primary_key
        and f.name not in {"password", "last_login", "session_key", "session_data", "expire_date"}
        # from the second-factor library's base class
        and f.name
        not in {"user", "name", "confirmed", "throttling_failure_timestamp", "throttling_failure_count"}
        and not CHINESE.search(str(f.verbose_name))
    ]
    assert unnamed == []


@pytest.mark.parametrize("workflow", all_workflows().values(), ids=lambda w: w.label)
def test_every_transition_has_a_label_a_holder_and_known_states(workflow):
    states = set(dict(apps.get_model(workflow.label)._meta.get_field(workflow.field).flatchoices))
    held = set().union(*(role.permissions for role in ROLES.values()))
    for transition in workflow.transitions.values():
        assert CHINESE.search(transition.label)
        assert transition.permission in held
        assert {*transition.sources, transition.target} <= states


@pytest.mark.parametrize("workflow", all_workflows().values(), ids=lambda w: w.label)
def test_every_state_can_be_reached(workflow):
    field = apps.get_model(workflow.label)._meta.get_field(workflow.field)
    reached = {field.default, *(t.target for t in workflow.transitions.values())}
    assert {value for value, _ in field.flatchoices} == reached


def test_no_page_states_a_rule_that_nobody_asks():
    """A ``refusal`` further down the bases would leave the page's rule unread, and the form open."""
    views = {one.view for one in addresses()}
    ruled = [
        view for view in views if view and issubclass(view, FormPage) and _holder(view, "rule", staticmethod)
    ]
    assert len(ruled) > 40
    assert [view for view in ruled if not _asks_its_rule(view)] == []


def _holder(view: type, name: str, kind: type) -> type | None:
    """The nearest base that gives something of this kind under this name."""
    return next((base for base in view.__mro__ if isinstance(vars(base).get(name), kind)), None)


def _asks_its_rule(view: type) -> bool:
    states, answers = _holder(view, "rule", staticmethod), _holder(view, "refusal", FunctionType)
    order = view.__mro__.index
    return order(answers) <= order(states) or "rule" in answers.refusal.__code__.co_names


def test_roles_and_consoles_name_declared_permissions_only():
    named = set().union(*(role.permissions for role in ROLES.values()), *CONSOLE_PERMISSIONS.values())
    assert named - set(all_permissions()) == set()


def test_every_permission_is_held_by_some_role_or_console():
    held = set().union(*(role.permissions for role in ROLES.values()), *CONSOLE_PERMISSIONS.values())
    assert set(all_permissions()) - held == set()


def test_consoles_hold_no_business_permission():
    """They look after accounts, jobs, channels and the audit trail; no ledger, no person, no document."""
    for held in CONSOLE_PERMISSIONS.values():
        assert {code.split(".")[0] for code in held} <= {"accounts", "audit", "jobs", "messaging"}


def test_every_file_is_named_for_what_it_holds():
    assert [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in BANNED_NAMES] == []


def test_no_file_outgrows_its_bound():
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 300}
    assert long == {}


def test_no_function_outgrows_its_bound():
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


def attribute_uses(name: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == name
    ]


def test_scoped_rows_are_read_through_the_gate_only():
    """``unscoped`` belongs to the kit's own machinery; a domain says ``visible_to`` or ``ungated``."""
    assert [use for use in attribute_uses("unscoped") if "/kit/" not in use] == []


ESCAPES = ("mark_safe", "extra", "RawSQL", "raw")


@pytest.mark.parametrize("name", ESCAPES)
def test_unsafe_escapes_are_not_used(name):
    assert attribute_uses(name) == []


def test_state_is_assigned_by_workflows_only():
    """A state changes in ``Workflow.perform`` and nowhere else."""
    assigned = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if "/domains/" in str(path)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]
    assert assigned == []


def test_system_checks_are_clean():
    call_command("check", fail_level="WARNING")
