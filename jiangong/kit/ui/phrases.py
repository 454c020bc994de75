"""Chinese phrases that several screens share; each lives here once."""

NOTHING = "—"
NOTHING_YET = "还没有记录"
CHOOSE = "请选择"
SECRECY_NOTICE = "严禁录入国家秘密、工作秘密。"

STAGES = {
    "ok": "已完成",
    "mute": "正常",
    "warn": "略滞后",
    "crit": "滞后",
    "none": "未分配",
}

FAILURES = {
    400: "这个请求无法识别。",
    403: "这件事现在不能办理。",
    404: "没有找到这个页面。",
    405: "这个地址不能直接打开。",
    409: "这条记录已被他人更新。",
    413: "上传的文件太大了。",
    422: "内容需要更正。",
    429: "操作过于频繁，请稍候。",
    500: "这一步没有完成。",
    503: "系统正忙。",
}

# What a form says when a value will not do; Django's own words speak of fields and entering.
FIELD_ERRORS = {
    "Field": {
        "required": "请填写这一项。",
        "null_characters_not_allowed": "里面有看不见的字符，请删除后重新填写。",
    },
    "ChoiceField": {"required": "请选择。", "invalid_choice": "这个选项已不可用，请重新选择。"},
    "MultipleChoiceField": {"required": "请至少选择一项。", "invalid_choice": "有选项已不可用，请重新选择。"},
    "ModelChoiceField": {"required": "请选择。", "invalid_choice": "这个选项已不可用，请重新选择。"},
    "IntegerField": {"invalid": "请填写整数，例如120。"},
    "DecimalField": {
        "invalid": "请填写数字，例如7.2。",
        "max_digits": "数字太长，总共最多%(max)s位，请核对。",
        "max_decimal_places": "最多%(max)s位小数，请核对。",
        "max_whole_digits": "整数部分最多%(max)s位，请核对。",
    },
    "DateField": {"invalid": "请填写日期，例如2021-04-09。"},
    "DateTimeField": {"invalid": "请填写日期和时间，例如2021-04-09 09:30。"},
    "TimeField": {"invalid": "请填写时间，例如09:30。"},
    "FileField": {
        "required": "请选择文件。",
        "empty": "这个文件是空的，请重新选择。",
        "invalid": "文件没有上传成功，请重新选择。",
        "max_length": "文件名最多%(max)d个字符，现在有%(length)d个，请改短后重新选择。",
    },
    "BooleanField": {"required": "请勾选后再提交。"},
}
# Said by the bound and not by the field: a field's words would take the place of those a bound was given of its own.
BOUND_ERRORS = {
    "MinValueValidator": "不能小于%(limit_value)s。",
    "MaxValueValidator": "不能大于%(limit_value)s。",
    "MinLengthValidator": "至少%(limit_value)d个字，现在只有%(show_value)d个。",
    "MaxLengthValidator": "最多%(limit_value)d个字，现在有%(show_value)d个，请缩短。",
}
