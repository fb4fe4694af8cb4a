"""Runs every benchmark, each in a process and a folder of its own."""

import os
import subprocess
import sys
import tempfile

for name in ("site", "search", "linking", "markdown", "export"):
    with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
        environment = {**os.environ, "TERMBOOK_VAR": folder, "LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        if subprocess.run(command, env=environment, check=False).returncode:
            sys.exit(f"{name} failed.")
