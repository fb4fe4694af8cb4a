"""The link report of an entry."""
