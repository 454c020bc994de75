"""Input shapes of adjustments."""

from django import forms

from jiangong.kit.pages.acting import ActingForm


class AdjustmentForm(ActingForm):
    """Why a division in force is changed."""

    reason = forms.CharField(
        label="调整原因",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例如：某单位撤并、任务完成条件变化。审定人和各单位都能看到。",
        error_messages={"required": "请写明调整原因。"},
    )
