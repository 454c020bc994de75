"""What may be done with titles."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "titles",
    view="查看荣誉称号",
    edit="登记和修改荣誉称号",
    revoke="撤销荣誉称号",
    export="导出和打印荣誉称号",
    manage_catalogue="维护称号目录",
    **{"import": "导入荣誉称号"},
)
describe_verbs(
    "titles.award", create="登记", revoke="撤销", void="作废", restore="恢复", discard="撤回导入的荣誉称号"
)
describe_verbs("titles.title", create="新增称号", retire="停用", restore="恢复使用", complete="补齐常用称号")
