"""What may be done with rubrics, rounds of scoring and score sheets."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "assessments",
    view="查看评分标准和考评",
    edit="制定和修改评分标准",
    organize="组织考评",
    self_score="自评",
    first_score="初评",
    score="填写评分",
    enter_paper="录入纸质评分",
    declare="申报回避",
    export="导出考评结果",
)
describe_verbs(
    "assessments.rubric",
    create="制定",
    edit="修改",
    remove="删除",
    guide="修改评分细则",
    adopt="启用数据计分",
    drop="停用数据计分",
    renew="另立新版",
    print="打印",
)
describe_verbs(
    "assessments.round",
    create="建立考评",
    edit="修改",
    take_units="带入考评单位",
    add_subject="添加考评对象",
    remove_subject="移除考评对象",
    add_judge="添加评委",
    remove_judge="移除评委",
    assign="分派评委",
    unassign="取消分派",
    draw="抽取评委",
    reckon="计算数据得分",
    open_self="开始自评",
    open_first="开始初评",
    open_final="开始终评",
    tally="汇总得分",
    conclude="出结果",
    reopen="重新终评",
    void="作废",
    print="打印",
    check_names="检查材料中的名称",
)
describe_verbs(
    "assessments.sheet",
    save_draft="存草稿",
    submit="提交评分",
    enter_paper="录入纸质评分",
    take_paper="采用纸质评分",
    void="作废",
    review="安排复评",
    print="打印",
)
describe_verbs("assessments.declaration", declare="申报回避", end="解除回避")
describe_verbs("assessments.resultrow", export="导出", print="打印")
