"""Invented words of the demo's candidates: short clauses, each with a figure of its own, so that nobody's deeds are copied."""

from collections.abc import Callable, Sequence
from random import Random

from jiangong.domains.titles.choices import TitleFamily

TITLES = (
    ("十大领军人物", TitleFamily.INDIVIDUAL, 190),
    ("十面红旗单位", TitleFamily.COLLECTIVE, 280),
    ("劳动和技能竞赛示范基地", TitleFamily.COLLECTIVE, 281),
)
DEPARTMENTS = (
    "市公安局",
    "市人力资源和社会保障局",
    "市生态环境局",
    "市市场监督管理局",
    "市卫生健康委员会",
    "市应急管理局",
    "市税务局",
)
SERVICES = ("春节走访慰问", "赴外地参加技术研修班", "暑期疗休养一周", "年度健康体检", "进企业宣讲")


def _with(before: str, least: int, most: int, after: str) -> Callable[[Random], str]:
    """A clause with a number in the middle."""
    return lambda chance: f"{before}{chance.randint(least, most)}{after}"


CLAUSES: Sequence[Callable[[Random], str]] = (
    _with("在一线岗位工作", 6, 31, "年，从未出过质量差错"),
    _with("完成技术改进", 111, 697, "处，多数已在车间推广"),
    _with("牵头攻关难题", 103, 929, "次，解决停机隐患"),
    _with("全年节约标准煤", 120, 980, "吨，班组能耗逐月下降"),
    _with("带出徒弟", 2, 19, "名，多人成为骨干"),
    _with("累计排查隐患", 131, 980, "处，全部按期整改"),
    _with("提出合理化建议", 112, 960, "条，采纳率居前"),
    _with("参加技能训练", 102, 817, "次，多次名列前茅"),
    _with("编写操作规程", 103, 523, "页，供新员工学习"),
    _with("抢修设备", 40, 620, "台次，随叫随到"),
    _with("志愿服务", 100, 900, "小时，热心帮助工友"),
    _with("降低废品率", 11, 73, "个千分点，成本明显减少"),
    _with("负责的产线连续", 210, 990, "天无事故运行"),
    _with("组织班前培训", 45, 310, "次，全员掌握新工艺"),
)
UNITS_CLAUSES: Sequence[Callable[[Random], str]] = (
    _with("组织职工", 1200, 9800, "名参加竞赛，覆盖所有班组"),
    _with("走访工作室", 103, 927, "个，成果按季公示"),
    _with("签订师徒协议", 160, 940, "份，考核合格率高"),
    _with("完成节能改造", 109, 988, "处，能耗双下降"),
    _with("开展安全检查", 110, 960, "次，隐患全部闭环"),
    _with("竞赛经费投入", 131, 990, "万元，专款专用"),
    _with("表彰一线职工", 141, 990, "名，名单全部公示"),
    _with("推广先进操作法", 105, 946, "个，新增效益可核"),
    _with("帮扶乡村农户", 102, 921, "户，带动就近就业"),
    _with("服务阵地开放", 106, 958, "处，职工随时可去"),
)
