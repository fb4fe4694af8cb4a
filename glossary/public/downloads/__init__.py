"""Entries in other formats: JSON, Markdown, llms.txt, cards, OpenSearch."""
