"""The register of permissions: every app declares its own, roles and screens name them."""

from dataclasses import dataclass

PUBLIC = "public"
SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True)
class Permission:
    """One right, named ``app.verb`` or ``app.noun_verb``."""

    code: str
    label: str


_register: dict[str, Permission] = {}


def declare(app: str, **labels: str) -> None:
    """Declare an app's permissions: ``declare("people", view="查看人员", edit="登记和修改人员")``."""
    for name, label in labels.items():
        code = f"{app}.{name}"
        if code in _register and _register[code].label != label:
            raise ValueError(f"permission {code} is declared twice")
        _register[code] = Permission(code, label)


def all_permissions() -> dict[str, Permission]:
    """Every declared permission by code, in order of declaration."""
    return dict(_register)


def label_of(code: str) -> str:
    """The Chinese name of a permission, for refusals and the who-may-do-what page."""
    return _register[code].label
