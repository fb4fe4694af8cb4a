"""Keeps the derived true: what a transaction touched → names, search rows, edition."""
