"""The test suite of the DMN standard (TCK), run against engine.feel: ``python -m tests.conformance [LEVEL]``."""
