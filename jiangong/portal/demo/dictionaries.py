"""The demo's dictionaries: skill grades, chains, some occupations, and what a competition means in this city."""

from jiangong.domains.organizations.choices import DictionaryKey

CHAINS = (
    "超硬材料", "汽车制造", "智能传感器", "机器人", "装备制造", "无人机", "铝加工制品", "软件", "人工智能",
)  # fmt: skip
_GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
_OCCUPATIONS = (
    ("6-18-01-01", "车工"),
    ("6-18-01-02", "铣工"),
    ("6-18-02-04", "焊工"),
    ("6-20-01-01", "装配钳工"),
    ("6-31-01-03", "电工"),
    ("6-30-99-00", "工业机器人系统操作员"),
    ("4-12-01-01", "汽车维修工"),
    ("4-02-07-08", "快递员"),
    ("4-02-07-10", "网约配送员"),
    ("4-10-01-05", "养老护理员"),
)
_COMPETITIONS = (
    (
        "six-one",
        "六比一创",
        "重点工程立功竞赛。六比：工程质量、安全生产、建设进度、技术创新、科学管理、文明施工；一创：和谐团队。",
    ),
    (
        "three-two",
        "三比两降",
        "节能减排竞赛。三比：管理水平、技术创新、岗位建功；两降：能耗、排放。",
    ),
    ("ankang", "安康杯", "以安全生产和职业健康为内容的群众性竞赛。"),
)
_NUMBERED_GRADES = tuple((str(n), label, "") for n, label in enumerate(_GRADES, start=1))
_NUMBERED_CHAINS = tuple((f"{n:02d}", label, "") for n, label in enumerate(CHAINS, start=1))

# Key, year, what it rests on, entries (code, label, note).
EDITIONS = (
    (DictionaryKey.SKILL_GRADES, 2022, "新八级工制度", _NUMBERED_GRADES),
    (DictionaryKey.CHAINS, 2024, "2024年度重点竞赛产业链", _NUMBERED_CHAINS),
    (
        DictionaryKey.OCCUPATIONS,
        2022,
        "国家职业分类大典（2022年版）摘选",
        tuple((code, label, "") for code, label in _OCCUPATIONS),
    ),
    (DictionaryKey.COMPETITIONS, 2021, "本市劳动竞赛口径", _COMPETITIONS),
)
