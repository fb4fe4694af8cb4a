"""Prints figures beside their targets."""

import os

#: Entries of the glossaries that are measured; fewer for a first look.
SIZES = tuple(map(int, os.environ.get("BENCHMARK_SIZES", "1000 10000 100000").split()))


def line(label: str, value: float, unit: str, *, most: float = 0, least: float = 0) -> None:
    """Print a figure; with ``most`` or ``least``, also the target and whether it is met."""
    target = ""
    if most or least:
        met = value <= most if most else value >= least
        target = f"   target {'≤' if most else '≥'} {most or least:g}  {'met' if met else 'MISSED'}"
    digits = 2 if value < 10 else 1 if value < 100 else 0
    print(f"  {label:48}{value:12,.{digits}f} {unit:6}{target}", flush=True)
