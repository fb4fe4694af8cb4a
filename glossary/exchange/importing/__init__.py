"""Importing a fixture: read and check, plan, apply."""
