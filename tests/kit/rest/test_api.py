"""The open API: who gets what, and how it says no."""

import json
from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from ninja import Schema
from ninja.errors import HttpError
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jiangong.config.wsgi import application
from jiangong.domains.documents.models import Document
from jiangong.kit.rest.models import ApiToken
from jiangong.portal.api import api
from tests.cast import CANARY
from tests.factories.documents import make_document
from tests.kit.rest.conftest import WRITING, assert_problem

OPENAPI = "/api/v1/openapi.json"
one_worker = pytest.mark.xdist_group("openapi")  # making the schema takes seconds


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Client().get(OPENAPI).json()


def test_a_token_reads_its_organizations_rows_and_no_others(cast, program):
    mine = make_document(cast.actor("district_officer"), body=False, title="甲通知")
    make_document(cast.actor("neighbour_officer"), body=False, title=CANARY)
    response = program().get("/documents")
    assert response.status_code == 200
    assert [item["id"] for item in response.json()["items"]] == [str(mine.pk)]
    assert CANARY not in response.content.decode()


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer x", "Bearer jg_", "Bearer jg_a_b", "Basic eDp5", "Bearer jg_é_x"]
)  # fmt: skip
def test_without_a_valid_token_nothing_is_given(cast, header):
    headers = {} if header is None else {"authorization": header}
    response = Client().get("/api/v1/documents", headers=headers)
    assert_problem(response, 401, "令牌")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(cast):
    assert_problem(cast.client("district_officer").get("/api/v1/documents"), 401)


def test_a_token_without_the_scope_is_told_which(program):
    assert_problem(program(scopes=("organizations.view",)).get("/documents"), 403, "查看文件")


@pytest.mark.parametrize(
    "pk", ["0", "-1", "x", "9" * 18, "9" * 19, "9" * 25, "9" * 5000, "²", "%00", "1 OR 1=1"]
)
def test_what_does_not_exist_is_404(program, pk):
    assert_problem(program().get(f"/documents/{pk}"), 404, "令牌的范围")


def test_a_neighbours_row_is_as_if_it_did_not_exist(cast, program):
    theirs = make_document(cast.actor("neighbour_officer"), body=False)
    found, missing = (program().get(f"/documents/{pk}") for pk in (theirs.pk, 10**9))
    details = [json.loads(response.content)["detail"] for response in (found, missing)]
    assert (found.status_code, missing.status_code, details[0]) == (404, 404, details[1])


@pytest.mark.parametrize(
    "parameters", [{"limit": "0"}, {"limit": "501"}, {"limit": "x"}, {"limit": ""}, {"cursor": "x" * 41}]
)
def test_wrong_parameters_are_named(program, parameters):
    assert_problem(program().get("/documents", **parameters), 422, "这些参数不正确", *parameters)


@pytest.mark.parametrize("cursor", ["x", "====", "LTE=", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "é", "%00"])
def test_an_invented_cursor_is_refused(program, cursor):
    assert_problem(program().get("/documents", cursor=cursor), 422, "游标不正确")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/people"), ("PUT", "/documents"), ("PATCH", "/organizations/1"), ("DELETE", "/documents/1")],
)
def test_what_is_not_offered_is_not_allowed(cast, program, method, path):
    response = program().send(method, path)
    assert_problem(response, 405)
    assert "GET" in response["Allow"]


def test_an_unknown_address_is_a_problem_too(db):
    assert_problem(Client().get("/api/v1/no/such/thing"), 404)


def test_pages_follow_each_other_without_gap_or_repetition(cast, program):
    made = [make_document(cast.actor("district_officer"), body=False, title=f"第{n}份").pk for n in range(11)]
    reader, cursor, seen, pages = program(), "", [], 0
    while cursor is not None:
        page = reader.get("/documents", cursor=cursor, limit=4).json()
        seen += [int(item["id"]) for item in page["items"]]
        cursor, pages = page["next_cursor"], pages + 1
        assert pages < 10
    assert (seen, pages) == (sorted(made), 3)


def test_a_row_added_meanwhile_comes_last_and_moves_nothing(cast, program):
    actor, reader = cast.actor("district_officer"), program()
    first = [make_document(actor, body=False).pk for _ in range(2)]
    page = reader.get("/documents", limit=1).json()
    last = make_document(actor, body=False).pk
    rest = reader.get("/documents", cursor=page["next_cursor"], limit=10).json()
    assert [int(item["id"]) for item in page["items"] + rest["items"]] == [*first, last]
    assert rest["next_cursor"] is None


def test_a_list_costs_the_same_for_one_row_and_for_three(cast, program, django_assert_num_queries):
    reader = program()
    for _ in range(3):
        make_document(cast.actor("district_officer"), body=False)
        with django_assert_num_queries(2):  # the token with its organization, the rows
            assert reader.get("/documents").status_code == 200


@one_worker
def test_no_two_shapes_bear_one_name(schema):
    """Published under their class names, one would stand for the other."""
    assert schema["components"]["schemas"]
    names = Counter(shape.__name__ for shape in shapes(Schema) if shape.__module__.startswith("jiangong."))
    assert [name for name, count in names.items() if count > 1] == []
    assert {"PlaceOut", "PlaceOnDayOut", "ResultRowOut"} <= set(names)


def shapes(above):
    """Every schema class below this one."""
    for shape in above.__subclasses__():
        yield shape
        yield from shapes(shape)


@one_worker
def test_the_schema_is_made_once_for_each_prefix(schema, monkeypatch):
    made = []
    monkeypatch.setattr(type(api), "_make_schema", lambda self, prefix: made.append(prefix) or {})
    assert api.get_openapi_schema(path_prefix="/elsewhere/") == {}
    assert api.get_openapi_schema(path_prefix="/elsewhere/") == {}
    assert Client().get(OPENAPI).json() == schema
    assert made == ["/elsewhere/"]
    del api._published["/elsewhere/"]


@one_worker
def test_the_schema_is_published_and_complete(schema):
    assert schema["openapi"].startswith("3.")
    operations = [
        (path, method, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) >= 4
    identities = Counter(operation["operationId"] for _, _, operation in operations)
    assert [identity for identity, count in identities.items() if count > 1] == []
    for path, method, operation in operations:
        responses = set(map(str, operation["responses"]))
        assert responses >= {"201" if method == "post" and "{pk}" not in path else "200"}, path
        assert responses >= {"401", "403", "404", "422", "503"}, path
        if method != "get":
            assert responses >= {"400", "409", "412", "413"}, path
            headers = {
                one["name"] for one in operation["parameters"] if one["in"] == "header" and one["required"]
            }
            wanted = {"Idempotency-Key"} if "{pk}" not in path else {"Idempotency-Key", "If-Match"}
            assert headers == wanted, path
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            assert body["additionalProperties"] is False, path
        assert operation["summary"], path
        assert operation["security"], path
        for status, response in operation["responses"].items():
            problem = int(status) >= 400
            assert set(response["content"]) == {f"application/{'problem+' * problem}json"}, path


@one_worker
def test_every_reference_in_the_schema_leads_somewhere(schema):
    text = json.dumps(schema)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schema["components"]["schemas"])
    assert "Problem" in named


def test_every_operation_names_a_permission():
    views = [
        view
        for _, router in api._routers
        for path in router.path_operations.values()
        for view in path.operations
    ]
    assert len(views) >= 4
    assert all(hasattr(view.view_func, "permission") for view in views)


bounded = settings(max_examples=6, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def one_connection():
    """The application itself, not the test client: its requests must not end the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def asking(headers, asked):
    """Send one generated request and hold the answer against the schema."""

    def ask(case):
        # A cursor is opaque: no schema can say which ones were handed out.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        asked.add((case.operation.full_path, case.operation.method.lower()))

    return ask


@one_worker
@pytest.mark.timeout(300)
def test_no_generated_request_breaks_the_api_or_its_schema(cast, program, one_connection, schema):
    """Schemathesis asks whatever the schema allows and what it does not; answers must be as published."""
    document = make_document(cast.actor("district_officer"), body=False, direction="outgoing")
    headers = {"Authorization": f"Bearer {program(scopes=WRITING).secret}"}
    published = schemathesis.openapi.from_wsgi(OPENAPI, application)
    asked = set()
    for result in published.get_all_operations():
        given(case=result.ok().as_strategy())(bounded(asking(headers, asked)))()
    operations = schema["paths"]
    assert asked == {(path, method) for path, methods in operations.items() for method in methods}
    assert ApiToken.unscoped.count() == 1
    stored = Document.objects.ungated("nothing a request invents changes what is there").get(pk=document.pk)
    assert (stored.title, stored.organization_id) == (document.title, cast.district.pk)


def test_errors_raised_deeper_keep_their_sentence(cast, program, monkeypatch):
    def refuse(*_):
        raise HttpError(422, "请换一个日期。")

    monkeypatch.setattr("jiangong.domains.documents.api.show", refuse)
    make_document(cast.actor("district_officer"), body=False)
    assert_problem(program().get("/documents"), 422, "请换一个日期。")


def test_a_unions_token_does_not_read_its_district(cast, program):
    make_document(cast.actor("district_officer"), body=False)
    assert program("union_officer").get("/documents").json()["items"] == []
