"""Who may import; what may be imported is each spec's own permission."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("importing", use="批量导入")
describe_verbs(
    "importing.importbatch",
    upload="上传文件",
    confirm="确认导入",
    commit="导入完成",
    cancel="取消导入",
    recheck="重新检查",
    undo="撤销导入",
    errors="下载错误行",
)
