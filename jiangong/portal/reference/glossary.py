"""One word for one thing: Chinese terms and the English names the code gives them."""

from django.apps import apps

from jiangong.portal.reference.tables import page, table

# Fixed before anything else, because they are easily confused.
PAIRS = (
    ("退回", "send_back", "要求改后再报，事项继续"),
    ("驳回", "reject", "不同意，事项结束"),
    ("撤回", "withdraw", "提交人自己收回"),
    ("撤销", "revoke", "授予后取消，留痕"),
    ("作废", "void", "登记有误，不再有效"),
    ("审核", "review", "逐级核对"),
    ("审批", "approve", "有权人同意"),
    ("审定", "finalize", "最终确定"),
)


def glossary() -> str:
    things = [
        (model._meta.verbose_name, f"`{model.__name__}`", model._meta.app_label, _first_line(model.__doc__))
        for model in apps.get_models()
        if model.__module__.startswith("jiangong.")
    ]
    values = [
        (label, f"`{value}`", f"{model._meta.verbose_name}·{field.verbose_name}")
        for model in apps.get_models()
        if model.__module__.startswith("jiangong.")
        for field in model._meta.concrete_fields
        for value, label in field.flatchoices
        if value != ""
    ]
    return page(
        "术语",
        "## 容易混淆的词",
        table(("中文", "代码", "含义"), [(zh, f"`{en}`", meaning) for zh, en, meaning in PAIRS]),
        "## 对象",
        table(("中文", "代码", "所在应用", "说明"), things),
        "## 取值",
        table(("中文", "代码", "用于"), values),
    )


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]
