"""Runs the suite and prints what passed of each level; exits 1 when level 2 is not complete."""

from __future__ import annotations

import sys
from collections import Counter

from tests.conformance.cases import home
from tests.conformance.suite import run_level


def main(arguments: list[str]) -> int:
    """Print passed and total for each level asked for (2 and 3), then every failure."""
    verbose = "-v" in arguments
    levels = [int(argument) for argument in arguments if argument.isdigit()] or [2, 3]
    tck = home()
    if tck is None:
        print("The DMN TCK is not here: set TCK=<folder that holds TestCases>. Nothing was run.")
        return 0
    complete = True
    for level in levels:
        passed, failures = run_level(tck, level)
        total = passed + len(failures)
        print(f"level {level}: {passed} of {total}")
        for folder, count in sorted(Counter(failure.folder for failure in failures).items()):
            print(f"  {folder}: {count} failed")
        for failure in failures if verbose or level == 2 else []:
            print(f"    {failure.folder} {failure.case} {failure.node}: {failure.found} instead of {failure.expected}")
        complete = complete and (level != 2 or not failures)
    return 0 if complete else 1


sys.exit(main(sys.argv[1:]))
