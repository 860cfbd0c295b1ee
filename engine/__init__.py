"""An engine that can run any government's procedures: it is given rules as data and knows none itself.

What may never happen here: a word of one government's rules, a Chinese literal, an import of flask, code that an
author drew or typed being executed by Python.
"""
