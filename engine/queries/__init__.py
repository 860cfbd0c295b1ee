"""What people ask of the record; every query about cases goes through ``visible_to(actor)``.

What may never happen here: a write.  A row that an actor may not see is as if it were not there.
"""
