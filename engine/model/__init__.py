"""The nouns of the record, one table-class a file.

What may never happen here: a rule, a decision who may do what, a commit.  Entries are only ever added.
"""
