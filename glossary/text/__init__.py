"""Workshop: how text becomes safe HTML, sort keys and slugs. Pure functions: no ORM, no request."""
