"""What a field says of a value that will not do: in our words, with the bound and what was typed."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MinValueValidator

SAID = (
    (forms.CharField(max_length=3), "一二三四", "最多3个字，现在有4个，请缩短。"),
    (forms.CharField(min_length=2), "一", "至少2个字，现在只有1个。"),
    (forms.CharField(), "a\x00b", "里面有看不见的字符，请删除后重新填写。"),
    (forms.IntegerField(min_value=1), "0", "不能小于1。"),
    (forms.IntegerField(max_value=9), "10", "不能大于9。"),
    (forms.IntegerField(validators=[MinValueValidator(1, "至少填1。")]), "0", "至少填1。"),
    (forms.IntegerField(), "1.5", "请填写整数，例如120。"),
    (forms.DecimalField(max_digits=3, decimal_places=1), "1234", "数字太长，总共最多3位，请核对。"),
    (forms.DecimalField(max_digits=9, decimal_places=1), "1.23", "最多1位小数，请核对。"),
    (forms.DecimalField(max_digits=3, decimal_places=1), "123", "整数部分最多2位，请核对。"),
    (
        forms.FileField(max_length=5),
        SimpleUploadedFile("abcde.txt", b"x"),
        "文件名最多5个字符，现在有9个，请改短后重新选择。",
    ),
)


def test_a_field_says_what_to_do_in_the_words_of_the_product():
    for field, value, sentence in SAID:
        with pytest.raises(ValidationError) as refused:
            field.clean(value)
        assert refused.value.messages == [sentence]
