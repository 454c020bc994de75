"""Seeing: boards, records behind figures, tables, the leader's page, the wall screen, circulars."""
