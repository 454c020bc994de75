"""What a new password must be, where Django's own sentence has no Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's own; its sentence changed in 5.2 and the translations did not."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要{self.min_length}个字符。"
