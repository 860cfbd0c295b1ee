"""What claims about speed rest on: each module measures one subject beside its floor, in one run, and prints a table.

What may never happen here: a figure that is not measured, a comparison across two runs.
"""
