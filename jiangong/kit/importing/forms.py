"""The upload form."""

from django import forms

from jiangong.kit.pages.acting import ActingForm


class UploadForm(ActingForm):
    """One workbook."""

    file = forms.FileField(
        label="文件",
        help_text="请用模板填写，保存为.xlsx（或CSV UTF-8）。合并单元格会自动展开，空行会忽略。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的，请检查后重新选择。"},
    )
