"""Two editors in one form, and text that could not be saved."""
