"""The DMN suite: level 2 complete, level 3 never below what was reached."""

import pytest

from tests.conformance.cases import home
from tests.conformance.suite import run_level

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(home() is None, reason="../shared/conformance/dmn-tck is absent and TCK= names no folder that holds TestCases"),
]
LEVEL_3 = 3284


def test_level_2_is_complete():
    passed, failures = run_level(home(), 2)
    print(f"\nDMN TCK level 2: {passed} of {passed + len(failures)}")
    assert passed == 126 and not failures


def test_level_3_stays_as_high_as_it_was():
    passed, failures = run_level(home(), 3)
    print(f"\nDMN TCK level 3: {passed} of {passed + len(failures)}")
    for failure in failures:
        print(f"  {failure.folder} {failure.case}: {failure.found} instead of {failure.expected}")
    assert passed + len(failures) == 3369
    assert passed >= LEVEL_3
