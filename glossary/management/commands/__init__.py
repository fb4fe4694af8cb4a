"""Operators' door: commands."""
