"""The functions of the standard (DMN 1.5, chapter 10.3.4), by name; none of them reaches outside its arguments."""

from __future__ import annotations

from . import contexts, conversions, intervals, lists, moments, numbers, statistics, texts
from .registry import BUILTINS

__all__ = ["BUILTINS", "contexts", "conversions", "intervals", "lists", "moments", "numbers", "statistics", "texts"]
