"""What may stand in the way of acts on documents; each returns the reason in Chinese, or ""."""

import re
import unicodedata

from jiangong.domains.documents.choices import Direction, DocumentState
from jiangong.domains.documents.models import BODY, Document
from jiangong.domains.documents.queries import acts_for, named_so
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.queries import has_attachment
from jiangong.kit.attachments.slots import Slot

_BRACKETS = str.maketrans("[](){}【】〖〗［］（）<>《》", "〔〕〔〕〔〕〔〕〔〕〔〕〔〕〔〕〔〕")
_OFFICIAL = re.compile(
    r"(?P<word>[^〔〕\d]+?)〔?(?P<year>(?:19|20)\d{2})〕?年?(?:第)?0*(?P<serial>\d{1,5})号?"
)


def normalize_official_number(text: str) -> str:
    """The usual form 郑工劳经〔2021〕3号; what is not of that kind only loses blanks and odd widths."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    found = _OFFICIAL.fullmatch(plain)
    if found is None or not ("〔" in plain or plain.endswith("号")):
        return plain
    return f"{found['word']}〔{found['year']}〕{found['serial']}号"


def document_meant(text: str, actor: Actor) -> Document:
    """The registered document a number or title means; ``ValueError`` says what to write instead."""
    number = normalize_official_number(text)
    found = list(named_so(text.strip(), number, actor)[:2])
    if not found:
        raise ValueError(f"文件登记簿里没有“{text}”，请填写文号、登记号或完整标题；没有登记的先登记文件。")
    if len(found) > 1:
        raise ValueError(f"有不止一份文件叫“{text}”，请改填登记号，例如{found[0].register_number}。")
    return found[0]


def is_own(document: Document, actor: Actor) -> bool:
    """Whether the document stands in the register of the actor's own organization."""
    return actor.is_system or document.organization_id == actor.organization_id


def ownership_refusal(document: Document, actor: Actor) -> str:
    return "" if is_own(document, actor) else f"这份文件由{document.organization}登记，请由该单位办理。"


def revising_refusal(document: Document, actor: Actor) -> str:
    """Facts may be corrected until somebody has decided on them."""
    if not actor.can("documents.register"):
        return "您当前的任职没有“登记和修改文件”的权限。"
    if document.state != DocumentState.REGISTERED:
        return f"这份文件现在是“{document.get_state_display()}”，登记内容不能再改。需要更正的，请先撤回或退回拟办。"
    return ownership_refusal(document, actor)


def proposing_refusal(document: Document, actor: Actor) -> str:
    if reason := ownership_refusal(document, actor):
        return reason
    if document.direction == Direction.INCOMING and not has_attachment(document, BODY):
        return "来文的正文还没有上传。请先在“附件”里上传正文，再拟办。"
    return ""


def instructing_refusal(document: Document, actor: Actor) -> str:
    if acts_for(actor, document.leader_id):
        return ""
    return f"这份文件请{document.leader or '指定的领导'}批示，您不能代为办理。"


def completing_refusal(document: Document, actor: Actor) -> str:
    if acts_for(actor, document.handler_id):
        return ""
    return f"这份文件由{document.handler or '指定的承办人'}承办，您不能代为办理。"


def attaching_refusal(document: Document, slot: Slot, actor: Actor) -> str:
    """Results come from whoever handles the document; the rest from the register it stands in."""
    if not document.is_open:
        return f"这份文件{document.get_state_display()}，附件不能再改。"
    if slot.name == "result":
        involved = (document.handler_id, *document.co_handlers.values_list("pk", flat=True))
        if document.state == DocumentState.INSTRUCTED and any(acts_for(actor, one) for one in involved):
            return ""
        return "办理结果由承办人、协办人在承办时上传。"
    if not actor.can("documents.register"):
        return "您当前的任职没有“登记和修改文件”的权限。"
    if slot.name == BODY and document.state != DocumentState.REGISTERED:
        return "文件已经拟办，正文不能再换。需要更换的，请先撤回或退回拟办。"
    return ownership_refusal(document, actor)
