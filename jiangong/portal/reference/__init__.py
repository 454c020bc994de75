"""Documents written from the code itself, so that they cannot drift from it."""

from collections.abc import Callable

from jiangong.portal.reference.glossary import glossary
from jiangong.portal.reference.registers import configuration, data_register, permissions
from jiangong.portal.reference.states import states

PAGES: dict[str, Callable[[], str]] = {
    "configuration.md": configuration,
    "data-register.md": data_register,
    "glossary.md": glossary,
    "permissions.md": permissions,
    "states.md": states,
}
