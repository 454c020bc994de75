"""Static files under hashed names, imports between scripts included: an upgrade never mixes old and new modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_, _IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites ``import … from "./amounts.js"`` to the hashed name too, in our own scripts only."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("ui/js/*.js", _IMPORTS))
