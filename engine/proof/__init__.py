"""Our own net of a drawing, apart from any engine: what it can reach, and what may be done by hand.

What may never happen here: an import of the carrier, a decision that the drawing itself does not allow.
"""
