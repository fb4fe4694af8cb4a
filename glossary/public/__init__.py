"""Readers' door: class-based views by subject, addresses, feeds, sitemaps, status."""
