"""Sample content of the component gallery: invented units and people, real component classes."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jiangong.kit.ui import parts
from jiangong.kit.ui.codes import qr_code
from jiangong.kit.ui.samples import beside_lists
from jiangong.kit.ui.standins import (
    Action,
    Badge,
    Cell,
    Event,
    Head,
    Link,
    Notice,
    Panel,
    SampleForm,
    SampleRow,
    SampleTable,
    sample_month,
)

SPRITE = Path(__file__).parent / "static/ui/icons.svg"
SWATCHES = (
    ("红700 顶栏", "c1"), ("红600 主按钮", "c2"), ("红50 选中", "c3"), ("金600 荣誉", "c4"), ("墨900 标题数字", "c5"),
    ("墨500 次要文字", "c6"), ("条600 正常进度", "c7"), ("线200", "c8"), ("状态 完成", "c9"), ("状态 略滞后", "c10"),
    ("状态 滞后", "c11"), ("链接", "c12"),
)  # fmt: skip
NOON = datetime(2021, 10, 8, 4, 0, tzinfo=UTC)


ROWS = (
    (
        "韩志强 → 刘一鸣",
        "GY-2021-0084",
        "高级技师",
        "2021-09-28",
        "1,024",
        Cell("待确认", "缺徒弟签字页", "warn"),
    ),
    ("宋建军 → 马晓东", "GY-2021-0083", "技师", "2021-09-26", "36", Cell("在册", tone="ok")),
    (
        "孟庆华 → 贾文博",
        "GY-2021-0080",
        "技师",
        "2021-09-15",
        "—",
        Cell("不计入", "徒弟另有在册协议", "crit"),
    ),
)


def refused_form() -> SampleForm:
    """The same form after a refusal: what was typed is still there."""
    form = SampleForm({"name": "", "signed_on": "2021-13-40", "worker": "1"}, auto_id="refused_%s")
    form.add_error(None, "本期已经报送，请先申请退回再修改。")
    return form


def samples() -> dict[str, Any]:
    """Everything the gallery template draws."""
    kinds = (_figures, _lists, beside_lists, _records, _courses, _forms, _imports, _papers)
    return {"head": _head(), **{name: value for kind in kinds for name, value in kind().items()}}


def _head() -> Head:
    return Head(
        title="组件",
        crumbs=(Link("平台", "#platform"), Link("组件")),
        meta=("每个组件的每种状态。", "开发时逐项对照。"),
        badge=Badge("在册", "ok"),
        actions=_actions(),
        prints=_prints(),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action("下发33家", "#issue", "send", method="post", primary=True, consequences=(
            "33家单位收到各自任务书，5个工作日内签收。", "下发后修改须走调整程序，保留版本。")),
        Action("导出", "#export", "download"),
        Action("复制", "#copy", "copy"),
        Action("退回", "#send-back", "arrow-back-up", method="post", needs_reason=True),
        Action("作废", "#void", "ban", method="post", danger=True, needs_reason=True),
        Action("生成专案", "#make", "stack-2", method="post", blocked="还有1处差额未处理"),
    )  # fmt: skip


def _prints() -> tuple[Action, ...]:
    return (
        Action("Word文档（.docx）", "#docx", "file-text"),
        Action("PDF（.pdf）", "#pdf", "file-text"),
        Action("Excel工作簿（.xlsx）", "#xlsx", "file-spreadsheet"),
    )


def _figures() -> dict[str, Any]:
    figures = [
        parts.Figure("劳模等先进人物", 790, "名", 1000, 74.8, "#f1"),
        parts.Figure("签订师带徒协议", 1405, "份", 2000, 74.8, "#f2"),
        parts.Figure("能源石化", 212, "份", 500, 74.8, "#f3"),
        parts.Figure("黄金叶", 20, "份", 20, 74.8, "#f4"),
        parts.Figure("轻研院", None, "份", None, 74.8, "#f5", note="未分配"),
    ]
    door = {
        "id": "door-sample",
        "title": "签订师带徒协议",
        "value": 1405,
        "unit": "份",
        "formula": "有效协议数＝台账中状态为“在册”“已出师”的协议\n不计：超期、重复师傅、撤销",
        "facts": [parts.Fact("台账记录", "1,448条，其中43条不计"), parts.Fact("计算时间", NOON, "moment")],
        "records_url": "#records",
    }
    return {"figures": figures, "door": door, "swatches": SWATCHES, "icon_names": icon_names()}


def icon_names() -> list[str]:
    """Every icon of the sprite."""
    return re.findall(r'id="i-([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8"))


def _lists() -> dict[str, Any]:
    rows = tuple(
        SampleRow(index, (Cell(pair, code), Cell(grade), Cell(signed), Cell(hours), state))
        for index, (pair, code, grade, signed, hours, state) in enumerate(ROWS, start=1)
    )
    tasks = [
        parts.Task(
            "“三比两降”先进个人推荐名单：农民工占比5%，低于规定的10%",
            "#task", ("评审表彰", "提交人　陈晓岚"), "", "今天 17:30", "截止", True, "查看方案并决定", "red", "flag",
        ),
        parts.Task(
            "登封市：劳模等先进人物 46/100名（46%）",
            "#task", ("时序应达75%",), "单位说明：停工两个月，9月20日复工。", "10月31日", "承诺补齐", False, "看记录",
            "crit", "alert-triangle",
        ),
        parts.Task("9月确认单：还有4家单位没有报送", "#task", due="今天", due_note="截止", urgent=True, act="催办",
                   tone="crit", icon="clock"),
    ]  # fmt: skip
    groups = [
        {
            "label": "任务",
            "links": [parts.Place("签订师带徒协议", "#hit", icon="target-arrow", note="专案三")],
        },
        {
            "label": "人员",
            "links": [parts.Place("杜长河", "#hit", icon="user", note="豫西耐火材料有限公司工会")],
        },
    ]
    return {
        "table": SampleTable(rows=rows),
        "bare_table": SampleTable(total=0),
        "can_export": True,
        "bulk_actions": (Action("确认在册", "#confirm", "check"), Action("打印协议", "#print", "printer")),
        "tasks": tasks,
        "groups": groups,
        "empty": parts.Empty("今天没有待办", "有新的到期、退回或待决定事项时，会列在这里。", "inbox",
                             (Action("查看我关注的任务", "#watched"),)),
    }  # fmt: skip


def _records() -> dict[str, Any]:
    masked = parts.Fact("身份证号", "410***********003X", reveal_url="#reveal")
    facts = [
        masked,
        parts.Fact("等级", "高级技师", note="2019年评定"),
        parts.Fact("签订日期", date(2021, 9, 24), "day"),
        parts.Fact("状态", Badge("在册", "ok"), "state"),
        parts.Fact("荣誉", ("市劳模", "五一劳动奖章"), "tags"),
        parts.Fact("备注", ""),
    ]
    files = [
        parts.File("师徒协议（双方签字）.pdf", "#file", "#preview", "412KB", "李文静", NOON, "PDF"),
        parts.File("签约现场.jpg", "#file", "#preview", "1.8MB", "李文静", NOON, "JPG", "已去除定位信息",
                   Action("删除", "#remove", danger=True, method="post")),
    ]  # fmt: skip
    panel = Panel(
        "师徒", "ui/components/kv.html", {"facts": facts}, count=2, actions=(Action("添加", "#add", "plus"),)
    )
    return {
        "facts": facts, "masked": masked, "files": files, "panel": panel,
        "labelled_cells": [("工种", Cell("焊工")), ("协议", Cell("GY-2021-0082", url="#a"))],
    }  # fmt: skip


def _courses() -> dict[str, Any]:
    """What happened and what comes next: steps, history, signatures, the tree."""
    steps = [
        parts.Step("民主推荐", "12月3日", "done"),
        parts.Step("初审", "12月14日", "done"),
        parts.Step("部门意见", "5/7", "current"),
        parts.Step("结构", "1项不符", "stop"),
        parts.Step("公示", "5个工作日"),
    ]
    history = [
        {"label": "签发", "state": "todo"},
        {
            "label": "退回",
            "state": "now",
            "who": "孙立民",
            "at": NOON,
            "quote": "“成文日期与会议日期先后不合。”",
        },
        Event("修改", "李文静", NOON, (("徒弟姓名", "白雪锋 → 白雪峰"),), True),
        Event("下发", "周明远", NOON, (), False),
    ]
    chain = [
        {"role": "填报人", "name": "李文静", "mark": Badge("已提交", "ok")},
        {"role": "审核人", "name": "张建民", "mark": Badge("退回：请附说明", "warn", "arrow-back-up")},
        {"role": "负责人", "name": "吴红霞", "mark": Badge("待签发", "mute", "circle-dashed")},
    ]
    below = (parts.Node("豫西耐火材料有限公司工会", "#unit", count=412), parts.Node("豫西铝业工会", "#unit",
             mark=Badge("已撤销", "mute")))  # fmt: skip
    nodes = [
        parts.Node("郑州市总工会", "#unit", open=True, children=(
            parts.Node("巩义市总工会", "#unit", count=128, open=True, current=True, children=below),
            parts.Node("新密市总工会", "#unit", count=96, children=below),
            parts.Node("登封市总工会", "#unit", count=87),
        )),
    ]  # fmt: skip
    return {"steps": steps, "history": history, "chain": chain, "nodes": nodes}


def _forms() -> dict[str, Any]:
    banners = [
        parts.Banner("8月数据更正，9月累计已随之更新。"),
        parts.Banner("今天24时截止，还有1项待核。", "warn", "clock"),
        parts.Banner("专案二差10名、1家、1个，暂不能下发。", "crit", "alert-triangle",
                     action=Action("查看依据", "#why")),
        parts.Banner("3处改动保存在本机。", "mute", "cloud-off", "网络已断开。"),
    ]  # fmt: skip
    findings = [
        {"title": "分解合计与文件总数不符　−10 / −1 / −1", "text": "缺少：长铝、轻研院。", "tone": "crit",
         "actions": (Action("采纳建议", "#take"), Action("人工修改", "#edit"))},
        {"title": "已采纳：长铝 10 / 1 / 1", "text": "周明远　4月9日 09:12　“经电话核实，印发时漏列。”", "tone": "done"},
    ]  # fmt: skip
    return {
        "form": SampleForm(auto_id="sample_%s"),
        "refused": refused_form(),
        "notices": banners,
        "findings": findings,
        "confirmed": _actions()[0],
        "reasoned": _actions()[4],
        "buttons": (
            Action("下发", "#b", primary=True), Action("导出", "#b", "download"), Action("删除", "#b", danger=True),
            Action("催办", "#b", "send", method="post"), Action("生成专案", "#b", blocked="还有1处差额未处理"),
        ),
        "badges": (
            Badge("草稿", "mute", "pencil"), Badge("已提交", "info", "send"), Badge("已退回", "warn", "arrow-back-up"),
            Badge("已确认", "ok"), Badge("滞后", "crit"), Badge("拟表彰", "gold"), Badge("代填", "line", "rubber-stamp"),
            Badge("计入82份"),
        ),
        "consequences": ("33家单位收到各自任务书。", "下发后修改须走调整程序。"),
        "sample_messages": [Notice("已下发，31家已送达。", "success"), Notice("有2家单位没有送达，请核对联络人。", "warning")],
    }  # fmt: skip


def _imports() -> dict[str, Any]:
    errors = (
        parts.RowError(18, "身份证号17位，应为18位", "师傅身份证号", "410182******501"),
        parts.RowError(27, "工种不在目录，最接近：化学检验员", "工种", "化学检验", "warn"),
    )
    return {
        "check": parts.Check(117, 2, 2, errors, "#errors"),
        "running": parts.Progress("正在导入", 76, 118, note="可以离开本页，完成后在消息中通知您。",
                                  stop=Action("停止", "#stop")),
        "waiting": parts.Progress("正在准备"),
        "finished": parts.Progress("已导入118行", 118, 118, finished=True, note="用时2秒。"),
    }  # fmt: skip


def _papers() -> dict[str, Any]:
    slip = parts.Slip(
        "账号启用单", qr_code("https://example.org/activate/7F3A91C2"),
        [parts.Fact("姓名", "李文静"), parts.Fact("账号", "gy-liwenjing"), parts.Fact("有效期至", date(2021, 10, 15), "day")],
        "首次登录须设置新密码。本单请当面交付，勿拍照转发。",
    )  # fmt: skip
    sheet = {
        "organization": "巩义市总工会",
        "title": "2021年9月进展上报表",
        "headings": (("指标", ""), ("单位", ""), ("截至9月30日", "num")),
        "lines": (("签订师带徒协议", "份", 82), ("工匠选树", "名", 8)),
        "signatures": ("填报人", "审核人", "负责人"),
    }
    grants = [
        parts.Grant("查看任务", "plans.view", (True, True, True), "计划任务"),
        parts.Grant("下发任务", "plans.issue", (False, True, True), "计划任务"),
        parts.Grant("管理账号", "accounts.manage", (False, False, True), "平台"),
    ]
    return {
        "slip": slip,
        "sheet": sheet,
        "month": sample_month(),
        "roles": ("填报人", "审核人", "管理员"),
        "grants": grants,
    }
