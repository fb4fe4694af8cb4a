"""What the page of one entry shows."""
