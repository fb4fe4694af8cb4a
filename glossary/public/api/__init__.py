"""The JSON API: search and suggestions."""
