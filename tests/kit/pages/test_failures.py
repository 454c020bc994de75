"""Every failure is a page of ours with a sentence and a number to quote; programs get problem details."""

import json
import re

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from jiangong.domains.documents.views import register
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.pages.failures import PROGRAM_SENTENCES, SENTENCES

SENTENCE = re.compile(r"。$")


def assert_page(response, status, sentence):
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    assert response["X-Request-Id"] in page
    assert page.lstrip().startswith("<!doctype html>") or page.lstrip().startswith("<!DOCTYPE html>")
    assert "返回上一页" in page
    assert "Traceback" not in page


@pytest.fixture
def failing(cast, monkeypatch):
    """``failing(error)`` opens a page whose queryset raises ``error``."""

    def visit(error):
        def fail(page):
            raise error

        monkeypatch.setattr(register.DocumentList, "get_queryset", fail)
        client = cast.client("district_officer")
        client.raise_request_exception = False
        return client.get("/documents/")

    return visit


def test_every_sentence_is_whole_and_says_what_to_do():
    assert all(SENTENCE.search(sentence) for sentence in SENTENCES.values())
    assert set(SENTENCES) >= {400, 403, 404, 405, 409, 413, 500, 503}


@pytest.mark.parametrize("who", ["district_officer", None])
def test_an_unknown_address_is_a_page(cast, who):
    client = cast.client(who) if who else Client()
    assert_page(client.get("/no/such/place/"), 404, SENTENCES[404])


def test_a_foreign_host_is_a_bad_request(db, settings):
    settings.ALLOWED_HOSTS = ["jiangong.example"]
    assert_page(Client().get("/account/sign-in/", headers={"host": "evil.example"}), 400, SENTENCES[400])


def test_a_forged_form_is_refused_with_what_to_do(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["district_officer"])
    assert_page(client.post("/documents/new/", {}), 403, "请返回上一页刷新后再提交。")


def test_a_form_that_is_too_large_is_413(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = cast.client("district_officer").post("/documents/new/", {"title": "x" * 2000})
    assert_page(response, 413, SENTENCES[413])


def test_a_form_with_too_many_fields_is_413_and_says_so(cast, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    response = cast.client("district_officer").post("/documents/new/", {f"f{n}": "1" for n in range(50)})
    assert_page(response, 413, "请减少选中的条目")


def test_too_many_query_parameters_are_413(cast, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    query = "&".join(f"f{n}=1" for n in range(50))
    assert_page(cast.client("district_officer").get(f"/documents/?{query}"), 413, "请减少选中的条目")


def test_a_crash_is_a_page_without_its_cause(failing):
    response = failing(RuntimeError("身份证410102199001011234"))
    assert_page(response, 500, SENTENCES[500])
    assert "410102" not in response.content.decode()


def test_a_database_that_does_not_answer_asks_to_wait(failing):
    assert_page(failing(OperationalError("database is locked")), 503, "系统正忙，您的内容没有保存。")


def test_a_database_that_is_gone_before_the_page_is_reached_asks_to_wait(cast, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("jiangong.domains.accounts.middleware.current_actor", fail)
    client = cast.client("district_officer")
    client.raise_request_exception = False
    assert_page(client.get("/documents/"), 503, SENTENCES[503])


def test_two_at_once_against_a_constraint_is_a_conflict_that_quotes_no_row(failing, caplog):
    response = failing(IntegrityError('duplicate key violates "one"\nDETAIL: Key (phone)=(13800000000)'))
    assert_page(response, 409, SENTENCES[409])
    assert "13800000000" not in caplog.text + response.content.decode()


@pytest.mark.parametrize(("kind", "status"), [(Refusal, 422), (NotAllowed, 403), (Conflict, 409)])
def test_a_refusal_no_page_caught_is_a_page_of_its_own(failing, kind, status):
    assert_page(failing(kind("请先上传正文。")), status, "请先上传正文。")


def test_a_page_speaks_of_rights_only_where_a_right_is_lacking(failing):
    """What the state of things shuts is nobody's lack of a right: only the sentence says which it is."""
    shut = failing(NotAllowed("评审已经开始，环节不能再改。")).content.decode()
    lacking = failing(NotAllowed("您当前的任职没有“组织选树项目”的权限。")).content.decode()
    assert ("<h1>这件事现在不能办理。</h1>" in shut, "权限" in shut) == (True, False)
    assert "没有“组织选树项目”的权限。" in lacking


def test_programs_get_problem_details(db):
    response = Client().get("/api/v1/nothing")
    problem = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (problem["status"], problem["request_id"]) == (404, response["X-Request-Id"])
    assert problem["detail"] == "没有这个地址。请对照openapi.json检查。"
    wrong = Client().delete("/api/v1/documents")
    assert (wrong.status_code, json.loads(wrong.content)["detail"]) == (405, PROGRAM_SENTENCES[405])
