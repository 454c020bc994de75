"""A clean notice to plant faults in, and notices generated from what they should be read as."""

import random
from dataclasses import dataclass

CLEAN = """临海市总工会文件

临工发〔2023〕6号

关于印发《临海市2023年职工建功行动方案》的通知

各县（市、区）总工会，市各产业工会：

　　现将《临海市2023年职工建功行动方案》印发给你们，请认真贯彻落实。

　　附件：1.建功行动任务分解表
　　　　　2.建功行动评分标准

临海市总工会
2023年3月6日

临海市2023年职工建功行动方案

一、目标任务
全市选树工匠人才100名，新建职工书屋20家。

二、主要任务
（一）组织劳动竞赛。开展职工技能大赛。（牵头部门：经济工作部；责任单位：各县（市、区）总工会）
（二）建设职工书屋。推动企业建设书屋。（责任部门：宣传教育部）

三、工作安排
（一）动员部署。4月底前，各单位制定实施方案。
（二）组织实施。5月至10月，开展各项活动。
（三）总结评估。12月20日前，报送工作总结。

附件1

建功行动任务分解表

单位	选树工匠人才（名）	新建职工书屋（家）
东城区总工会	30	5
西城区总工会	30	5
河口县总工会	20	6
教育工会	20	4
合计	100	20

附件2

建功行动评分标准

项目	内容	分值
组织领导（40分）	成立领导机构	20
	制定实施方案	20
工作成效（60分）	选树工匠人才	30
	建设职工书屋	30
合计		100
"""

UNITS = (
    "东城区",
    "西城区",
    "南湖区",
    "北山区",
    "临江市",
    "河口县",
    "高新区",
    "教育工会",
    "交通工会",
    "矿业集团",
)
INDICATORS = (
    ("参赛职工", "人次"),
    ("职工书屋", "家"),
    ("工匠人才", "名"),
    ("培训班", "期"),
    ("集体合同", "份"),
)


@dataclass(frozen=True)
class Made:
    """A notice as text and what must be read back from it."""

    text: str
    number: str
    title: str
    outline: list[tuple[int, str]]
    duties: list[tuple[str, list[str], list[str]]]
    rows: list[tuple[str, list[str | None]]]
    totals: list[str]


def make(seed: int) -> Made:
    """One notice of a plan with sections, duties and a table, all drawn from the seed."""
    chance = random.Random(seed)
    year = chance.randint(2015, 2030)
    title = f"关于开展{year}年职工{chance.choice(('建功', '创新', '服务', '安全'))}行动的通知"
    number = f"海工发〔{year}〕{chance.randint(1, 99)}号"
    lines = ["海滨市总工会文件", number, title, "各区总工会，市各产业工会：", "现将有关事项通知如下。"]
    outline: list[tuple[int, str]] = []
    duties: list[tuple[str, list[str], list[str]]] = []
    for section, name in enumerate(("宣传发动", "技能提升", "阵地建设")[: chance.randint(1, 3)]):
        label = "一二三"[section]
        lines.append(f"{label}、{name}")
        outline.append((1, name))
        for item in range(chance.randint(1, 3)):
            lead, others = (
                chance.choice(("经济工作部", "宣传教育部")),
                chance.sample(UNITS, chance.randint(1, 4)),
            )
            small = "一二三"[item]
            lines.append(
                f"（{small}）推进工作{small}。抓好落实。（牵头部门：{lead}；责任单位：{'、'.join(others)}）"
            )
            outline.append((2, f"推进工作{small}"))
            duties.append((f"{label}/（{small}）", [lead], others))
    columns = chance.sample(INDICATORS, chance.randint(1, 4))
    rows: list[tuple[str, list[str | None]]] = [
        (unit, [None if chance.random() < 0.1 else str(chance.randint(0, 300)) for _ in columns])
        for unit in UNITS
    ]
    totals = [str(sum(int(values[column] or 0) for _, values in rows)) for column in range(len(columns))]
    lines += [
        "附件：任务分解表",
        "海滨市总工会",
        f"{year}年{chance.randint(1, 8)}月{chance.randint(1, 28)}日",
        "附件",
        "任务分解表",
    ]
    lines.append("\t".join(["单位", *(f"{name}（{unit}）" for name, unit in columns)]))
    lines += ["\t".join([unit, *(value or "" for value in values)]) for unit, values in rows]
    lines.append("\t".join(["合计", *totals]))
    return Made("\n".join(lines) + "\n", number, title, outline, duties, rows, totals)
