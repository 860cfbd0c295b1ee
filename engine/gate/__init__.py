"""Binds sentences to verbs and queries: reads features, runs them against a rulebook, and reports.

A sentence it does not know is never guessed at, and one that is not yet offered is never passed.  No sentence,
keyword or tag stands in here: they are data of the rulebook (``features/sentences.*.yaml``).
"""
