"""The one description of an entry as plain data: what it is, from the models, to and from JSON."""
