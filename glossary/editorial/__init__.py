"""The life of an entry: what to read before it, and what is wrong with how entries are tied."""
