"""What lies outside the repository and may be absent: the one place where tests look there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(path: str, variable: str = "") -> Path:
    """The file or folder ``path`` of ../shared, or what the environment's ``variable`` names instead.

    Where it is absent the calling test is skipped and says so; such a skip is no failure, not even in CI.
    """
    found = Path(os.environ[variable]) if variable and os.environ.get(variable) else ROOT.parent / "shared" / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is absent" + (f" and {variable}= names nothing" if variable else ""),
                    allow_module_level=True)
    return found
