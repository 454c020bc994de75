"""The same list through django-import-export to .xlsx, no sealed column opened; prints one JSON object."""

import json
import sys
import time

import django

django.setup()

from import_export import fields, resources  # noqa: E402

from jiangong.domains.people.models import Person  # noqa: E402


class PeopleResource(resources.ModelResource):
    """What its documentation suggests: related rows joined, choices in words."""

    organization = fields.Field(column_name="所属组织", attribute="organization__name")
    gender = fields.Field(column_name="性别", attribute="get_gender_display")
    skill_grade = fields.Field(column_name="技能等级", attribute="get_skill_grade_display")

    class Meta:
        model = Person
        fields = (
            "name", "gender", "birth_on", "organization", "occupation", "skill_grade", "is_migrant_worker",
            "is_new_employment", "is_union_official", "created_at", "id", "version",
        )  # fmt: skip


def main(rows: int) -> None:
    people = Person.objects.ungated("the peer knows no gate").select_related("organization")
    began = time.perf_counter()
    book = PeopleResource().export(people.order_by("pk")[:rows]).xlsx
    print(json.dumps({"seconds": round(time.perf_counter() - began, 3), "bytes": len(book)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
