"""The rooms import each other only as .importlinter draws it."""

import subprocess
import sys

from tests.house.source import ROOT


def test_imports_follow_the_arrows():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, "Move what is imported to a lower room, or the import to a higher one:\n" + done.stdout
