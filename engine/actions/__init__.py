"""The verbs, one file each: what an Actor does to a case or to the organisation.

Every verb checks the Actor, the state and the form, moves the tokens, adds an Entry and stores nothing when it
refuses.  What may never happen here: a commit (whoever opened the transaction does that), a wait for something slow.
"""
