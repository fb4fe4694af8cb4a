"""Terms that readers look for and texts mention, and that have no entry."""
