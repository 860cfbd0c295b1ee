"""Tests, laid out like what they test; what several rooms need stands beside them by its subject."""
