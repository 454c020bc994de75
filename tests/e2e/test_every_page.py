"""Every page a role can reach from the menu: whole, quiet, within the window, accessible, no policy violated."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from tests.e2e.conftest import DESK, PHONE

VENDOR = Path(__file__).parent / "vendor" / "axe-core"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
PEOPLE = ("shizong", "lingdao", "erqi", "jiceng", "zhigong", "xitong", "anquan", "shenji")
RUN_AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(v => [v.id, v.impact, v.nodes[0].html])"
MACHINES = {"/healthz"}  # answers JSON
LINKS = "els => [...new Set(els.map(e => e.getAttribute('href')))]"


def menu(visit) -> list[str]:
    """Addresses offered by the navigation, and the first record of each list."""
    visit.open("/")
    offered = visit.page.eval_on_selector_all(".nav a, .tabsbar a", LINKS)
    found = []
    for path in offered:
        if not path or not path.startswith("/") or path in found or path in MACHINES:
            continue
        found.append(path)
        visit.open(path)
        rows = visit.page.eval_on_selector_all("#table tbody a[href^='/']", LINKS)
        found += [row for row in rows[:1] if row not in found]
        forms = visit.page.eval_on_selector_all(".head__actions a[href^='/']:not([href*='as='])", LINKS)
        found += [form for form in forms if form not in {*found, *MACHINES} and "export" not in form][:3]
    return found


def test_axe_is_the_file_that_was_vendored():
    manifest = tomllib.loads((VENDOR / "MANIFEST.toml").read_text(encoding="utf-8"))
    assert hashlib.sha256((VENDOR / manifest["file"]).read_bytes()).hexdigest() == manifest["sha256"]


@pytest.mark.parametrize("username", PEOPLE)
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_whole(visit, username, window):
    visiting = visit(username, window)
    for path in menu(visiting):
        answer = visiting.page.goto(visiting.base + path)
        assert answer.status == 200, path
        assert visiting.page.locator("h1").count() == 1, path
        assert visiting.overflow() <= 0, f"{path} is {visiting.overflow()} px too wide"
        name = path.strip("/").split("?")[0].replace("/", "-") or "home"
        visiting.shot(f"{username}-{name}-{'desk' if window is DESK else 'phone'}")
    assert visiting.complaints == []


@pytest.mark.parametrize("username", ["shizong", "jiceng", "anquan"])
def test_every_page_is_accessible(visit, username):
    visiting = visit(username)
    found = []
    for path in menu(visiting):
        visiting.open(path)
        visiting.page.evaluate(AXE)
        found += [
            (path, *one) for one in visiting.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}
        ]
    assert found == []


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stranger_meets_the_sign_in_page(visit, window):
    visiting = visit("", window)
    page = visiting.open("/people/")
    assert "/account/sign-in/" in page.url
    assert visiting.overflow() <= 0
    visiting.shot(f"sign-in-{'desk' if window is DESK else 'phone'}")
    assert visiting.complaints == []
