"""How a command says no."""

import pytest

from jiangong.kit.commands.errors import Conflict, KeyReused, NotAllowed, Refusal


@pytest.mark.parametrize(
    ("kind", "status"), [(Refusal, 422), (NotAllowed, 403), (Conflict, 409), (KeyReused, 422)]
)
def test_a_refusal_carries_its_sentence_field_and_status(kind, status):
    refusal = kind("请填写姓名。", field="name")
    assert (refusal.status, refusal.sentence, refusal.field, str(refusal)) == (
        status,
        "请填写姓名。",
        "name",
        "请填写姓名。",
    )
