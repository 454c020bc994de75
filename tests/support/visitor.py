"""A person with a browser, reduced to what kill tests and benchmarks need: cookies, forms, keep-alive."""

import html
import http.client
import json
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
TIMEOUT = 15


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


class Visitor:
    """Talks to one server over one connection; reconnects after the server was gone."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, sent: object, token: str) -> Answer:
        """A script of a page sends something; the token is the page's."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        return self._ask("POST", path, json.dumps(sent), headers)

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden inputs of a form page: CSRF token, command key, version."""
        page = self.get(path)
        if page.status != 200:
            raise RuntimeError(f"{path} answered {page.status}")
        found = (dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page.text))
        return {one["name"]: html.unescape(one.get("value", "")) for one in found if "name" in one}

    def sign_in(self, username: str, password: str) -> Answer:
        fields = self.hidden("/account/sign-in/")
        return self.post("/account/sign-in/", {**fields, "username": username, "password": password})

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict | None = None) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            self.connection.request(method, path, body, {**(headers or {}), "Cookie": self._cookies()})
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
