"""Puts rows into a table at the speed of the database: many by COPY or executemany, few by a statement kept ready."""

from jiangong.kit.loading.bulk import bulk_load, bulk_put
from jiangong.kit.loading.rows import insert_rows, update_row

__all__ = ["bulk_load", "bulk_put", "insert_rows", "update_row"]
