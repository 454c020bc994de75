"""Jiangong: the notice goes in, verified results come out."""
