"""``python -m bench [name…] [--quick]``: measures and prints tables.  Without names: everything."""

from __future__ import annotations

import argparse
import datetime as dt
import os

from bench import feel, floor, in_process, inboxes, over_http
from bench.tables import console

SUBJECTS = {
    "feel": lambda quick: feel.main(),
    "floor": floor.run,
    "in_process": in_process.run,
    "inboxes": inboxes.run,
    "over_http": over_http.run,
}


def main() -> None:
    """Measures what is asked for, one subject after another."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"what to measure: {', '.join(SUBJECTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer turns: to see that it runs, not to quote")
    asked = parser.parse_args()
    unknown = set(asked.name) - SUBJECTS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    console.print(f"{dt.datetime.now():%Y-%m-%d %H:%M} · {os.cpu_count()} processors · load {os.getloadavg()[0]:.1f} before it began")
    for name in asked.name or SUBJECTS:
        SUBJECTS[name](asked.quick)


if __name__ == "__main__":
    main()
