"""The same workbook through django-import-export: parsed, dry run with checks, committed; prints one JSON object."""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from import_export import fields, resources, widgets  # noqa: E402
from tablib import Dataset  # noqa: E402

from jiangong.domains.organizations.models import Organization  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402


class OrganizationWidget(widgets.ForeignKeyWidget):
    """By name, through the manager that Django's own machinery uses."""

    def get_queryset(self, value, row, *args, **kwargs):
        return Organization.unscoped.all()


class PeopleResource(resources.ModelResource):
    """What its documentation suggests: bulk, one transaction, related rows by name."""

    organization = fields.Field(
        column_name="所属组织",
        attribute="organization",
        widget=OrganizationWidget(Organization, field="name"),
    )
    name = fields.Field(column_name="姓名", attribute="name")
    birth_on = fields.Field(
        column_name="出生日期", attribute="birth_on", widget=widgets.DateWidget("%Y-%m-%d")
    )
    occupation = fields.Field(column_name="工种", attribute="occupation")

    class Meta:
        model = Person
        fields = ("organization", "name", "birth_on", "occupation")
        import_id_fields = ()
        use_bulk = True
        batch_size = 1000
        use_transactions = True
        skip_diff = True
        report_skipped = False


def main(path: str) -> None:
    began = time.perf_counter()
    resource = PeopleResource()
    with Path(path).open("rb") as stream:
        data = Dataset().load(stream.read(), format="xlsx")
    resource.import_data(data, dry_run=True, raise_errors=True)
    result = resource.import_data(data, dry_run=False, raise_errors=True)
    print(json.dumps({"seconds": round(time.perf_counter() - began, 3), "imported": result.totals["new"]}))


if __name__ == "__main__":
    main(sys.argv[1])
