"""Settings, personal fields and permissions as documents."""

from django.conf import settings

from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, ROLES
from jiangong.kit.access.permissions import all_permissions
from jiangong.kit.access.privacy import register
from jiangong.portal.reference.tables import page, table


def configuration() -> str:
    rows = [
        (f"`{s.name}`", s.kind, f"`{s.default}`" if s.default else "—", s.meaning)
        for s in settings.SETTINGS_REFERENCE
    ]
    note = (
        "所有设置都是环境变量。名称后加`_FILE`可改为从文件读取，例如`JIANGONG_SECRET_KEY_FILE`。"
        "名称写错或值不合要求时，系统拒绝启动并说明原因。"
    )
    return page("设置", note, table(("名称", "类型", "默认", "说明"), rows))


def data_register() -> str:
    rows = [
        (
            model._meta.verbose_name,
            field.verbose_name,
            f"`{model._meta.label}.{field.name}`",
            entry.purpose,
            entry.sensitivity,
            entry.mask,
            entry.retention,
            entry.basis,
        )
        for model, field, entry in register()
    ]
    header = ("对象", "字段", "代码", "用途", "级别", "掩码", "保存期限", "依据")
    note = "每个个人信息字段的用途、级别、掩码与保存期限。新增文本、日期字段而未登记的，启动检查不通过。"
    return page("个人信息登记册", note, table(header, rows))


def permissions() -> str:
    roles = list(ROLES.values())
    rows = [
        (permission.label, f"`{code}`", *("●" if code in role.permissions else "" for role in roles))
        for code, permission in all_permissions().items()
    ]
    described = table(("角色", "说明"), [(role.label, role.description) for role in roles])
    consoles = table(
        ("管理员", "权限"),
        [
            (console.label, "、".join(p.label for code, p in all_permissions().items() if code in held))
            for console, held in CONSOLE_PERMISSIONS.items()
        ],
    )
    header = ("权限", "代码", *(role.label for role in roles))
    note = "权限按“角色×组织子树×登记的分派”授予，默认拒绝。三员互斥，且不能查看任何业务数据。"
    return page(
        "谁能做什么", note, "## 角色", described, "## 三员", consoles, "## 权限表", table(header, rows)
    )
