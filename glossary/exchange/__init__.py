"""In and out: the fixture, the plan of an import, and its application."""
