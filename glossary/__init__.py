"""Termbook's one app: a glossary that editors write, readers read and staff exchange."""

__version__ = "0.2.0"
