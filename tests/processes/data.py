"""The shipped rules' files as data."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2] / "processes"


def read(name: str) -> Any:
    """One file below ``processes``."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
