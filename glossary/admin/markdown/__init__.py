"""Markdown fields in the admin: widget, preview, upload, read-only display."""
