"""Chinese phrases that several screens share; each lives here once."""

NOTHING = "—"
YES = "是"
NO = "否"

PRODUCT = "建功"
HOME = "工作台"
SECRECY_NOTICE = "严禁录入国家秘密、工作秘密。"

REQUIRED = "必填"
OPTIONAL = "选填"
CHOOSE = "请选择"
ALL = "全部"
SAVE = "保存"
CANCEL = "取消"
BACK = "返回"
SEARCH = "查找"

FORM_HAS_ERRORS = "有{count}处需要更正，其余内容已保留。"
NOTHING_FOUND = "没有符合条件的记录"
NOTHING_FOUND_HINT = "请放宽条件，或清除全部条件后再看。"
NOTHING_YET = "还没有记录"

STAGES = {
    "ok": "已完成",
    "mute": "正常",
    "warn": "略滞后",
    "crit": "滞后",
    "none": "未分配",
}

FAILURES = {
    400: "这个请求无法识别。",
    403: "您没有办理这件事的权限。",
    404: "没有找到这个页面。",
    405: "这个地址不能直接打开。",
    409: "这条记录已被他人更新。",
    413: "上传的文件太大了。",
    422: "内容需要更正。",
    429: "操作过于频繁，请稍候。",
    500: "这一步没有完成。",
    503: "系统正忙。",
}
