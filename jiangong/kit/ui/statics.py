"""Static files under hashed names, imports between scripts included: an upgrade never mixes old and new modules."""

from functools import cache
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_, _IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's own; each address is worked out once, and our own scripts import each other by hashed names."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("ui/js/*.js", _IMPORTS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(super().url)  # a page names some sixty, the manifest is read once
