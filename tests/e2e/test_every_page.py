"""Every page a role can reach from the menu: whole, quiet, within the window, accessible, no policy violated."""

import hashlib
import os
import re
import tomllib
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, PHONE, Visit

VENDOR = Path(__file__).parent / "vendor" / "axe-core"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
PEOPLE = ("shizong", "lingdao", "erqi", "jiceng", "zhigong", "xitong", "anquan", "shenji")
TAKE_OUT_ALIKE = (Path(__file__).parent / "take_out_alike.js").read_text(encoding="utf-8").partition("() =>")
# A rule's impact is fixed: those whose findings would not count need not look.
# Contrast costs more than all other rules and follows from styles alone: it looks at few of the rows built alike,
# unless they are so few that a second look costs more.
RUN_AXE = """async () => {
    const grave = axe._audit.rules.filter(
        r => ['serious', 'critical'].includes(r.impact) && r.enabled && !r.tags.includes('experimental')).map(r => r.id);
    const find = async ids => (await axe.run(document, {
        runOnly: {type: 'rule', values: ids}, resultTypes: ['violations'], preload: false,
    })).violations.map(v => [v.id, v.impact, v.nodes[0].html]);
    const isContrast = id => id === 'color-contrast';
    const {whole, gone, putBack} = (TAKE_OUT_ALIKE)();
    let found;
    try { found = gone < 400 || gone * 3 < whole ? null : await find(grave.filter(isContrast)); } finally { putBack(); }
    return found ? [...found, ...await find(grave.filter(id => !isContrast(id)))] : await find(grave);
}""".replace("TAKE_OUT_ALIKE", "".join(TAKE_OUT_ALIKE[1:]))
MACHINES = {"/healthz"}  # answers JSON
LINKS = "els => [...new Set(els.map(e => e.getAttribute('href')))]"


READ = """async path => {
    const answer = path ? await fetch(path) : null;
    const page = answer ? new DOMParser().parseFromString(await answer.text(), 'text/html') : document;
    const links = where => [...new Set([...page.querySelectorAll(where)].map(e => e.getAttribute('href')))];
    return {
        status: answer ? answer.status : 200,
        titles: page.querySelectorAll('h1').length,
        rows: links("#table tbody a[href^='/']"),
        forms: links(".head__actions a[href^='/']:not([href*='as='])"),
    };
}"""


def kind_of(path: str) -> str:
    """Another record does not change how a page is built."""
    return re.sub(r"\d+", "0", path.split("?")[0])


def walk(visiting: Visit, examined: "Examined", look: Callable[[str, bool], None]) -> None:
    """Open what the navigation offers, the first record of each list and what its head leads to; each page once.

    A record or form of a kind that another role was shown is only fetched.
    """
    visiting.open("/")
    waiting = deque(visiting.page.eval_on_selector_all(".nav a, .tabsbar a", LINKS))
    places, seen = set(waiting), set(MACHINES)
    while waiting:
        path = waiting.popleft()
        if not path or not path.startswith("/") or path in seen:
            continue
        seen.add(path)
        is_new = examined.is_new(kind_of(path))
        if is_new or path in places:
            assert visiting.page.goto(visiting.base + path).status == 200, path
            look(path, is_new)
            read = visiting.page.evaluate(READ, "")
        else:
            read = visiting.page.evaluate(READ, path)
        assert (read["status"], read["titles"]) == (200, 1), path
        if path in places:
            waiting.extend(read["rows"][:1])
            waiting.extend([form for form in read["forms"] if "export" not in form][:3])


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds that keeps somebody out."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        (rule, markup) for rule, impact, markup in page.evaluate(RUN_AXE) if impact in {"serious", "critical"}
    ]


def test_axe_is_the_file_that_was_vendored():
    manifest = tomllib.loads((VENDOR / "MANIFEST.toml").read_text(encoding="utf-8"))
    assert hashlib.sha256((VENDOR / manifest["file"]).read_bytes()).hexdigest() == manifest["sha256"]


ROWS = """<!doctype html><html lang="zh"><title>行</title><style>.pale {color: #ccc}</style><main><h1>行</h1><table id="rows"><tbody></tbody></table></main>
<script>for (let i = 0; i < 400; i++) document.querySelector('tbody').insertRow().innerHTML =
    `<td><a href="/${i}/">第${i}行</a></td><td><b>${i}件</b></td>`;</script></html>"""
PALE = "([row, cell]) => { rows.rows[row].cells[cell].firstChild.className = 'pale'; }"


@pytest.mark.parametrize("place", [(0, 0), (1, 1), (2, 0), (30, 0), (399, 1)])
def test_a_pale_word_is_found_wherever_it_is_the_first_of_its_kind(browser, place):
    """Rows alike are taken out while axe judges contrast; one that is unlike them stays, and all are put back."""
    page = browser.new_page()
    page.set_content(ROWS)
    assert faults(page) == []
    whole = page.content()
    page.evaluate(PALE, list(place))
    pale = page.content()
    assert [rule for rule, _ in faults(page)] == ["color-contrast"]
    assert page.content() == pale != whole
    page.close()


def test_few_of_many_rows_alike_are_left(browser):
    page = browser.new_page()
    page.set_content(ROWS)
    assert page.evaluate(f"(() => {{ ({''.join(TAKE_OUT_ALIKE[1:])})(); return rows.rows.length; }})()") == 3
    page.close()


class Examined:
    """Kinds of pages that axe has seen, for all workers together."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def is_new(self, kind: str) -> bool:
        """Whether nobody has claimed this kind yet; now it is claimed."""
        try:
            (self.place / kind.replace("/", "-")).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@pytest.fixture(scope="session")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "examined-kinds"
    place.mkdir(exist_ok=True)
    return Examined(place)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_is_whole_and_accessible(visit, examined, username):
    """On a desk and on a phone, which is the same page in another window."""
    visiting = visit(username)
    found = {}

    def look(path: str, is_new: bool) -> None:
        name = path.strip("/").split("?")[0].replace("/", "-") or "home"
        for window, size in (("phone", PHONE), ("desk", DESK)):  # and a desk again for what follows
            visiting.page.set_viewport_size(size)
            assert visiting.overflow() <= 0, f"{path} is {visiting.overflow()} px too wide on a {window}"
            if is_new:
                visiting.shot(f"{username}-{name}-{window}")
        if is_new and (bad := faults(visiting.page)):
            found[path] = bad

    walk(visiting, examined, look)
    assert found == {}
    assert visiting.complaints == []


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stranger_meets_the_sign_in_page(visit, window):
    visiting = visit("", window)
    page = visiting.open("/people/")
    assert "/account/sign-in/" in page.url
    assert visiting.overflow() <= 0
    visiting.shot(f"sign-in-{'desk' if window is DESK else 'phone'}")
    assert visiting.complaints == []
