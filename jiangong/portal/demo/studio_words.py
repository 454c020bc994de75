"""Invented words of the demo's studios."""

from jiangong.domains.studios.choices import ResultKind

# Field of work and the word it gives to a studio's name.
FIELDS = (
    ("数控加工", "数控"), ("新能源客车装配", "装配"), ("电气检修", "电气"), ("铝加工", "铝加工"),
    ("轨道交通运维", "运维"), ("公交车辆维修", "维修"), ("煤矿机电", "机电"), ("给排水", "供水"),
    ("超硬材料", "磨具"), ("智能传感", "传感"), ("纺织工艺", "纺织"), ("物流分拣", "物流"),
    ("烟草设备", "设备"), ("建筑施工", "施工"), ("医疗护理", "护理"), ("软件测试", "软件"),
)  # fmt: skip
ROADS = ("建设路", "航海路", "长江路", "科学大道", "工业路", "嵩山路", "商都大道", "中原路")
EQUIPMENT = (
    "加工中心2台、三坐标测量仪1台、研讨区40平方米。",
    "实训工位8个、示波器3台、多媒体教室1间。",
    "焊接工位6个、切割设备2台、安全体验区1处。",
    "检修平台1座、故障诊断仪4台、图书角1处。",
)
RULES = (
    "工作室管理办法、例会制度、经费使用办法、成果评审办法。",
    "章程、师带徒制度、课题管理办法。",
    "工作制度、学习制度、档案管理制度。",
)
INTRODUCTION = (
    "立足{industry}岗位开展技术攻关和技能传授，每季度举办一次开放日。",
    "围绕{industry}中的质量、安全、能耗问题开展攻关，成果在班组推广。",
    "由{industry}一线职工组成，承担新员工培训和技能比武训练。",
)
TOPICS = (
    "降低刀具消耗", "缩短换模时间", "提高一次装配合格率", "设备异响诊断方法", "降低单位产品能耗", "线束防错装置改进",
    "轴承润滑周期优化", "焊缝缺陷率控制", "夜间巡检安全改进", "废水回用比例提升", "故障停机时间压降", "物料配送路线优化",
    "新员工上岗培训标准", "高温作业降温措施", "电缆接头温升监测", "工装快换机构",
)  # fmt: skip
RESULTS = (
    ("快换工装", ResultKind.INNOVATION), ("防错检测装置", ResultKind.INNOVATION), ("余热回收改造", ResultKind.INNOVATION),
    ("自动上料机构", ResultKind.INNOVATION), ("一种定位夹具", ResultKind.PATENT), ("一种线束测试台", ResultKind.PATENT),
    ("四步诊断法", ResultKind.METHOD), ("点检一口清操作法", ResultKind.METHOD), ("班组作业指导书", ResultKind.STANDARD),
    ("设备润滑规范", ResultKind.STANDARD), ("焊接变形控制研究", ResultKind.PAPER), ("合理化建议一等奖", ResultKind.PRIZE),
    ("培养高级工6名", ResultKind.TALENT), ("培养技师3名", ResultKind.TALENT),
)  # fmt: skip
WARNINGS = (
    "全年没有新立项课题，活动记录不全。",
    "团队成员调离较多，没有及时补充。",
    "场所被占用，不能正常开展活动。",
    "连续两次没有报送成果材料。",
)
