"""What may be done with documents."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "documents",
    view="查看文件",
    register="登记和修改文件",
    propose="拟办文件",
    instruct="批示文件",
    complete="办结文件",
    void="作废文件",
    export="导出文件登记簿",
)
describe_verbs(
    "documents.document",
    create="登记",
    propose="拟办",
    instruct="批示",
    reassign="改派",
    complete="办结",
    withdraw="撤回",
    send_back="退回拟办",
    hand_back="退请重新批示",
    hand_over="交接",
    void="作废",
)
