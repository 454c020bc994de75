"""A notice of a hundred pages with twenty tables, as text, as Word would save it, and as a text PDF."""

import random
from pathlib import Path

from weasyprint import HTML

from tests.lib.officialdoc.making import as_docx

UNITS = ("东城区", "西城区", "南湖区", "北山区", "临江市", "河口县", "高新区", "教育工会", "交通工会", "建设工会", "机械工会", "纺织工会", "矿业集团", "钢铁公司", "铁路公司", "电力公司")  # fmt: skip
SENTENCES = (
    "各级工会要把这项工作列入重要议事日程，主要领导亲自抓，分管领导具体抓，确保各项任务落到实处。",
    "围绕重大工程、重大项目开展劳动和技能竞赛，全年覆盖职工{n}万人次，选树技术标兵{n}名以上。",
    "{m}月底前，联合市发改委、市应急管理局制定实施方案，明确时间表和责任人。",
    "新建职工书屋{n}家，签订师带徒协议不少于{n}0份，协议履行率达到95%以上。",
    "加强阵地建设，整合服务资源，完善服务功能，推动服务项目向一线职工、新就业形态劳动者延伸。",
    "{m}月至12月，每季度至少组织一次督导检查，及时总结推广好经验好做法。",
)
LINES_A_PAGE, CHARACTERS_A_LINE, PAGES, TABLES = 22, 28, 100, 20


def write_notice(seed: int = 8) -> str:
    """About as many characters as a hundred pages of GB/T 9704 hold."""
    chance = random.Random(seed)
    lines = ["某市总工会", "某工发〔2024〕8号", "关于印发《某市工会重点工作方案》的通知", "各区县（市）总工会，各产业工会，各直属企业工会：", "现将方案印发给你们，请认真贯彻落实。", "某市总工会", "2024年2月20日", "某市工会重点工作方案"]  # fmt: skip
    numerals = "一二三四五六七八九十"
    sections, characters = 20, 0
    wanted = (PAGES - TABLES) * LINES_A_PAGE * CHARACTERS_A_LINE // sections
    for section in range(sections):
        label = (
            numerals[section] if section < 10 else f"十{numerals[section - 10]}" if section < 19 else "二十"
        )
        lines.append(f"{label}、重点任务")
        characters, item = 0, 0
        while characters < wanted:
            item += 1
            text = f"{item}. 推进工作{item}。" + "".join(
                chance.choice(SENTENCES).format(n=chance.randint(1, 90), m=chance.randint(3, 11))
                for _ in range(6)
            )
            lines.append(text + "（牵头部门：经济工作部；责任单位：各区县（市）总工会、市产业工会）")
            characters += len(lines[-1])
        lines += [f"任务分解表{section + 1}", *_table(chance)]
    return "\n".join(lines)


def _table(chance: random.Random) -> list[str]:
    rows = [
        [f"{unit}{number}", *(chance.randint(1, 99) for _ in range(4))] for number in (1, 2) for unit in UNITS
    ]
    totals = ["合计", *(sum(int(row[column]) for row in rows) for column in range(1, 5))]
    return [
        "\t".join(map(str, row))
        for row in (["单位", "竞赛（场）", "职工（人次）", "书屋（家）", "协议（份）"], *rows, totals)
    ]


def as_pdf(text: str) -> bytes:
    """Ruled tables and page numbers, set by the product's own printer."""
    parts: list[str] = []
    for line in text.split("\n"):
        if "\t" in line:
            cells = "".join(f"<td>{cell}</td>" for cell in line.split("\t"))
            parts.append(("" if parts and parts[-1].endswith("</tr>") else "<table>") + f"<tr>{cells}</tr>")
        else:
            parts.append(("</table>" if parts and parts[-1].endswith("</tr>") else "") + f"<p>{line}</p>")
    style = "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —'}} body{font:16pt/29pt 'Noto Serif CJK SC'} p{margin:0;text-indent:2em} table{border-collapse:collapse;width:100%} td{border:1px solid}"
    return bytes(HTML(string=f"<style>{style}</style>{''.join(parts)}").write_pdf())


def save_all(place: Path) -> dict[str, Path]:
    """The same notice as three files."""
    text = write_notice()
    contents = {"txt": text.encode(), "docx": as_docx(text), "pdf": as_pdf(text)}
    paths = {kind: place / f"notice.{kind}" for kind in contents}
    for kind, content in contents.items():
        paths[kind].write_bytes(content)
    return paths
