"""The federation of the demo: departments, partners and the 34 units in the order of the notices."""

from dataclasses import dataclass

from jiangong.domains.organizations.choices import OrganizationKind as Kind

FEDERATION = ("郑州市总工会", "市总工会", "410100")
DIVISION_YEAR = 2021

DEPARTMENTS = (
    "办公室",
    "组织部",
    "宣传教育和网络工作部",
    "劳动和经济工作部",
    "生产保护部",
    "权益保障部",
    "法律工作部",
    "女职工部",
    "财务部",
    "机关党委",
)

# Official name and the names it goes by.
PARTNERS = (
    ("郑州市发展和改革委员会", "市发改委"),
    ("郑州市重点项目建设中心", "市重点项目建设中心", "市重点项目中心"),
    ("郑州市生态环境局", "市生态环境局", "生态环境局"),
    ("郑州市应急管理局", "市应急管理局"),
    ("郑州市卫生健康委员会", "市卫健委", "卫健委"),
    ("郑州市人力资源和社会保障局", "市人社局"),
    ("郑州市工业和信息化局", "市工信局"),
    ("郑州市住房保障和房地产管理局", "市房管局"),
    ("郑州市司法局", "市司法局"),
    ("郑州市农业农村工作委员会", "市农委"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the 34: official name, the name in the tables, and how else the tables write it."""

    name: str
    short: str
    kind: str
    division: str = ""
    territory: str = ""
    spellings: tuple[str, ...] = ()


def _district(short: str, division: str, name: str = "") -> Unit:
    return Unit(name or f"{short}总工会", short, Kind.DISTRICT, division)


def _industry(short: str, *spellings: str) -> Unit:
    return Unit(f"郑州市{spellings[0]}", short, Kind.INDUSTRY, spellings=spellings)


def _enterprise(name: str, short: str, territory: str, *spellings: str) -> Unit:
    return Unit(name, short, Kind.ENTERPRISE, territory=territory, spellings=spellings)


UNITS = (
    _district("巩义市", "410181"),
    _district("新密市", "410183"),
    _district("登封市", "410185"),
    _district("荥阳市", "410182"),
    _district("新郑市", "410184"),
    _district("中牟县", "410122"),
    _district("二七区", "410103"),
    _district("中原区", "410102"),
    _district("金水区", "410104"),
    _district("管城区", "410105", "管城回族区总工会"),
    _district("惠济区", "410108"),
    _district("上街区", "410106"),
    Unit(
        "郑州经济技术开发区总工会",
        "经开区",
        Kind.ZONE,
        spellings=("经济技术开发区",),
    ),
    Unit("郑州高新技术产业开发区总工会", "高新区", Kind.ZONE, spellings=("高新技术开发区",)),
    Unit("郑东新区总工会", "郑东新区", Kind.ZONE),
    Unit(
        "郑州航空港经济综合实验区总工会",
        "航空港区",
        Kind.ZONE,
        spellings=("航空港经济综合实验区", "航空港经济综合实 验区"),
    ),
    _industry("轻工纺织", "轻工纺织工会"),
    _industry("能源石化", "能源石化工会"),
    _industry("建设邮电", "建设邮电工会"),
    _industry("农林水利", "农林水利工会"),
    _industry("机械冶金", "机械冶金建材工会"),
    _industry("机关工会", "机关工会"),
    _industry("财贸金融", "财贸金融工会"),
    _industry("教科文卫", "教科文卫体工会"),
    _enterprise("中国长城铝业有限公司工会", "长铝", "上街区", "长 铝"),
    _enterprise("郑州煤炭工业（集团）有限责任公司工会", "郑煤", "中原区", "郑 煤", "郑煤集团"),
    _enterprise("郑州宇通集团有限公司工会", "宇通", "经开区", "宇 通", "宇通公司"),
    _enterprise("恒天重工股份有限公司工会", "恒天重工", "高新区"),
    _enterprise("郑州公共交通集团有限公司工会", "公交", "中原区", "公 交", "公交公司"),
    _enterprise("郑州交通运输集团有限责任公司工会", "交运", "二七区", "交 运", "交运集团"),
    _enterprise("河南中烟工业有限责任公司黄金叶生产制造中心工会", "黄金叶", "经开区"),
    _enterprise("郑州轻金属研究院工会", "轻研院", "上街区"),
    _enterprise("郑州日产汽车有限公司工会", "日产", "经开区", "日 产", "郑州日产"),
    _enterprise("富士康科技集团郑州科技园工会", "富士康", "航空港区", "富士康郑州科技园"),
)

# Townships and streets of each district or zone: enough that every tree has a middle layer.
TOWNSHIPS = {
    "巩义市": ("回郭镇", "竹林镇", "站街镇"),
    "新密市": ("超化镇", "牛店镇", "新华路街道"),
    "登封市": ("嵩阳街道", "大冶镇", "卢店镇"),
    "荥阳市": ("豫龙镇", "乔楼镇", "索河街道"),
    "新郑市": ("新建路街道", "龙湖镇", "薛店镇"),
    "中牟县": ("官渡镇", "雁鸣湖镇", "青年路街道"),
    "二七区": ("大学路街道", "福华街街道", "马寨镇"),
    "中原区": ("棉纺路街道", "林山寨街道", "桐柏路街道"),
    "金水区": ("经八路街道", "花园路街道", "文化路街道"),
    "管城区": ("北下街街道", "西大街街道", "陇海马路街道"),
    "惠济区": ("新城街道", "刘寨街道", "古荥镇"),
    "上街区": ("济源路街道", "中心路街道", "峡窝镇"),
    "经开区": ("明湖街道", "潮河街道"),
    "高新区": ("枫杨街道", "梧桐街道"),
    "郑东新区": ("如意湖街道", "商都路街道"),
    "航空港区": ("新港街道", "郑港街道"),
}
