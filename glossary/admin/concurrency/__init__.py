"""Two editors in one form, and input that could not be saved."""
