"""Puts many rows into a table at the speed of the database: COPY or executemany."""

from jiangong.kit.loading.bulk import bulk_load, bulk_put

__all__ = ["bulk_load", "bulk_put"]
