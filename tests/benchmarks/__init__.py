"""Time and memory, beside a baseline: ``make benchmark``. Nothing here is a test."""
