"""The files a programme asks for are marked where they are uploaded, named where they are lacking."""

import html

from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.domains.honors.choices import NominationState
from jiangong.kit.access.actor import system_actor
from jiangong.kit.attachments.actions import attach
from tests.factories.honors import again, draft, make_open
from tests.factories.mentorship import PDF
from tests.support.posting import submit


def test_what_is_lacking_is_said_before_and_when_it_is_handed_in(cast):
    programme = make_open(cast.federation, required_files=["form", "proof"])
    one, client = draft(programme, cast.union, deeds="太短"), cast.client("district_officer")
    new = client.get(f"/honors/nominations/new/?programme={programme.pk}").content.decode()
    assert "必备材料：推荐审批表、佐证材料，保存后在推荐页面上传。" in new

    def shown() -> str:
        return html.unescape(client.get(one.get_absolute_url()).content.decode())

    page = shown()
    assert page.count('<span class="tag">必备</span>') == 2
    assert page.count("尚未上传") == 2
    edit = f'href="{one.get_absolute_url()}edit/">补充</a>'
    assert ("缺推荐审批表" in page, 'href="#attachments">上传</a>' in page, edit in page) == (
        True,
        True,
        True,
    )
    submit(client, f"{one.get_absolute_url()}submit/")
    said = shown()
    assert again(one).state == NominationState.DRAFT
    assert "还有3项不符合：主要事迹2字，至少10字；缺推荐审批表；缺佐证材料。补齐后再推荐。" in said
    attach(one, "form", SimpleUploadedFile("表.pdf", PDF), actor=system_actor())
    page = shown()
    assert ("缺推荐审批表" in page, page.count("尚未上传")) == (False, 1)
