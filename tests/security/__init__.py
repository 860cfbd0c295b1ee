"""Tests that nobody comes in where they do not belong, and that nothing hostile gets through or brings the house down."""
