"""What is done after an act and not in it: timers that come due, letters that are rendered.

Each piece of work is leased, done in a transaction of its own and then struck off; a worker that dies leaves a lease
that runs out.  What may never happen here: a decision that an actor should have made.
"""
