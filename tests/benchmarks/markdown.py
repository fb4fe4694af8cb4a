"""Hostile Markdown of 100 kB: ours beside Python-Markdown, which the admin's widget would use."""

import subprocess
import sys
import time

SIZE = 100_000
BOUND = 10.0  # seconds; whoever takes longer is stopped
INPUTS = {
    "[": "[",
    "![": "![",
    "[a](": "[a](",
    "<a ": "<a ",
    "<![CDATA[": "<![CDATA[",
    "*a ": "*a ",
    "`a ": "`a ",
    "> ": "> ",
    "- (nested)": "- ",
    "[^1]": "[^1]",
    "[a][b]": "[a][b]",
    "|a": "|a",
    "prose": "A sentence with *emphasis*, `code` and a [link](https://example.org/).\n\n",
}
OURS = """
import django; from django.conf import settings
settings.configure(MEDIA_URL="/media/", GLOSSARY_MAX_TEXT=100_000, USE_I18N=False); django.setup()
from glossary.text.markdown import render_block as render
"""
THEIRS = """
import markdown
def render(text): return markdown.markdown(text, extensions=["extra"])
"""
MEASURE = """
import resource, sys, time
text = sys.stdin.read()
render("warm")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
render(text)
seconds = time.perf_counter() - start
print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def measure(renderer: str, text: str) -> str:
    """Return seconds and megabytes that ``renderer`` takes for ``text``, in its own process."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", renderer + MEASURE],
            input=text,
            capture_output=True,
            text=True,
            timeout=BOUND,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return f"> {BOUND:.0f} s        "
    except subprocess.CalledProcessError:
        return "failed         "
    seconds, megabytes = map(float, done.stdout.split())
    return f"{seconds:6.3f} s {megabytes:4.0f} MB"


def main() -> None:
    """Print a row for each input."""
    started = time.perf_counter()
    print(f"Markdown, {SIZE // 1000} kB of …   Termbook          Python-Markdown with extra")
    for name, unit in INPUTS.items():
        text = (unit * (SIZE // len(unit) + 1))[:SIZE]
        print(f"  {name:22} {measure(OURS, text)}   {measure(THEIRS, text)}", flush=True)
    print(f"  ({time.perf_counter() - started:.0f} s in all)\n")


if __name__ == "__main__":
    main()
