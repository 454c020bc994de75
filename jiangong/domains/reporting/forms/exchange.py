"""The upload of a filled-in sheet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.kit.pages.acting import ActingForm

MOST = 8 << 20


class TakeInForm(ActingForm):
    """One workbook."""

    file = forms.FileField(
        label="填报表",
        help_text="从本填报期导出的.xlsx文件，不超过8MB。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择填好的填报表。"},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not (upload.name or "").lower().endswith(".xlsx"):
            raise ValidationError("请选择.xlsx文件。")
        if upload.size > MOST:
            raise ValidationError("文件超过8MB，请检查是不是选错了文件。")
        return upload
