"""Loads a root of rules (processes, forms, features) into frozen objects, and freezes a procedure into a Version.

What may never happen here: a database, a clock, a guess about what a file meant; what cannot be read is a finding.
"""
