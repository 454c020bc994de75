"""Reads official notices of unions and authorities: what they set, for whom, until when, by rules and offline."""
