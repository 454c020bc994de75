"""The tags and filters every template uses."""

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines

from jiangong.kit.ui import marks
from jiangong.kit.ui.templatetags import ui


class Sample(forms.Form):
    """One of each control that is drawn differently."""

    name = forms.CharField(label="单位名称", help_text="与公章一致")
    people = forms.IntegerField(label="人数", required=False)
    signed_on = forms.DateField(label="签订日期", required=False)
    kind = forms.ChoiceField(label="口径", choices=[("1", "甲"), ("2", "乙")], widget=forms.RadioSelect)
    counted = forms.BooleanField(label="计入", required=False)
    password = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, initial="k")


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_icon_is_decorative_unless_labelled():
    assert render('{% icon "search" "ic-ok" %}') == (
        '<svg class="icon ic-ok" aria-hidden="true"><use href="/static/ui/icons.svg#i-search"/></svg>'
    )
    assert 'role="img" aria-label="有"' in render('{% icon "check" label="有" %}')


def test_badge_takes_word_tone_and_icon_from_an_object_or_from_arguments():
    mark = marks.Mark("已退回", "warn", "arrow-back-up")
    assert "badge--warn" in render("{% badge mark %}", mark=mark)
    assert "#i-arrow-back-up" in render("{% badge mark %}", mark=mark)
    assert render('{% badge "计入82份" %}').strip() == ('<span class="badge badge--plain">计入82份</span>')


def test_text_from_people_is_escaped():
    assert "<b>" not in render("{% badge word %}{% state word %}{% num word %}", word="<b>x</b>")
    assert "<b>" not in render("{% card word note=word %}{{ word }}{% endcard %}", word="<b>x</b>")


def test_bar_stays_inside_its_track():
    assert 'width="100.0" height="5"/>' in render("{% bar 150 100 %}")
    assert 'width="0.0" height="5"/>' in render("{% bar -5 100 %}")
    assert 'x1="74.8"' in render("{% bar 20 100 74.8 %}")


def test_bar_without_a_target_is_empty():
    assert "bar--none" in render("{% bar 5 None %}")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13812345678", "138****5678"),
        ("李文静", "李**"),
        ("", "—"),
        ("41018219900101003X", "410***********003X"),
    ],
)
def test_masked_keeps_the_ends_only(value, shown):
    assert ui.masked(value) == shown


def test_field_joins_label_hint_and_control():
    html = render("{% field form.name %}", form=Sample(auto_id="id_%s"))
    assert '<label for="id_name">单位名称<span class="must" aria-hidden="true">*</span></label>' in html
    assert 'aria-describedby="id_name-hint"' in html
    assert 'id="id_name-hint">与公章一致' in html


def test_field_with_an_error_says_so_to_everybody():
    html = render("{% field form.name %}", form=Sample({"name": ""}))
    assert "field--err" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name-error id_name-hint"' in html
    assert "请填写这一项。" in html


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("people", 'class="input num"'),
        ("signed_on", 'type="date"'),
        ("kind", "<fieldset"),
        ("counted", '<label class="check"'),
        ("password", 'data-reveal="id_password"'),
    ],
)
def test_field_draws_each_kind_of_control(name, part):
    assert part in render("{% field field %}", field=Sample()[name])


def test_hidden_field_has_no_label():
    assert render("{% field form.key %}", form=Sample()).strip() == (
        '<input type="hidden" name="key" value="k" id="id_key">'
    )


def test_field_shows_its_unit():
    assert "<span>万人</span>" in render('{% field form.people unit="万人" %}', form=Sample())


def test_error_list_begins_with_the_whole_form_and_leads_to_controls():
    form = Sample({"name": "", "kind": ""})
    form.add_error(None, "本期已报送。")
    assert ui.error_list(form) == [
        {"label": "", "target": "", "text": "本期已报送。"},
        {"label": "单位名称", "target": "id_name", "text": "请填写这一项。"},
        {"label": "口径", "target": "id_kind-field", "text": "请选择。"},
        {"label": "Key", "target": "", "text": "请填写这一项。"},
    ]


def test_query_join_respects_an_existing_query():
    assert ui.query_join("/a?b=1", "export=csv") == "/a?b=1&export=csv"
    assert ui.query_join("/a", "export=csv") == "/a?export=csv"
    assert ui.query_join("?", "export=csv") == "?export=csv"


def test_command_key_is_fresh_each_time():
    assert ui.command_key() != ui.command_key()


def test_what_is_kept_sees_its_arguments_and_nothing_else():
    template = engines["django"].from_string(
        "{% kept word=word %}{{ word }}{{ actor }}{{ csrf_token }}{% endkept %}"
    )
    assert template.render({"word": "甲", "actor": "陈晓玲", "csrf_token": "t"}) == "甲"
    assert template.render({"word": "<乙>", "actor": "陈晓玲"}) == "&lt;乙&gt;"
    assert template.render({"word": "甲"}) == "甲"


def test_what_is_kept_is_drawn_once_for_equal_arguments():
    drawn = []

    class Word(str):
        """Says when it is written."""

        __slots__ = ()

        def __str__(self) -> str:
            drawn.append(1)
            return "甲"

    template = engines["django"].from_string("{% kept word=word %}[{{ word.upper }}{{ word }}]{% endkept %}")
    assert {template.render({"word": Word("甲")}) for _ in range(3)} == {"[甲甲]"}
    assert len(drawn) == 1


def test_kept_takes_named_arguments_only():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% kept word %}{% endkept %}")
