"""What editors check and readers follow across entries: cycles, and what to read first."""
