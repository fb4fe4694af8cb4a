"""Which words link where: names → matches in a text; mentions and their sentences; exclusions."""
