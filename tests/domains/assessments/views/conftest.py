"""A round in the middle of judging, and one whose judges must not know whom they judge."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.models import (
    Round,
    Rubric,
)
from jiangong.kit.attachments.actions import attach
from tests.factories.assessments import (
    make_judging,
    make_round,
    make_rubric,
    subjects_of,
)


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


@pytest.fixture
def rubric(cast) -> Rubric:
    return make_rubric(cast.federation)


@pytest.fixture
def judging(cast, officer, rubric) -> Round:
    return make_judging(officer, rubric, cast.district, cast.neighbour)


@pytest.fixture
def blind(cast, officer, rubric) -> Round:
    one = make_round(officer, rubric, cast.district, judges=1, is_blind=True)
    subject = subjects_of(one)[0]
    for name, said in (("东城区总结.txt", "一年工作。"), ("附件.txt", "由东城区总工会组织。")):
        attach(subject, "evidence", SimpleUploadedFile(name, said.encode()), actor=officer)
    assign(one.judges.get(), subject, actor=officer)
    one.refresh_from_db()
    return stages.open_final_scoring(one, actor=officer)
