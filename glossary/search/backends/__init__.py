"""The search index in each supported database."""
