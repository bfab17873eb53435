"""Contracts: what each supplied file means, declared once.

In: nothing. Out: `registry.contracts()`, and all that derives from a declaration: checks, tables, generated data, metadata.
Adding a source is one file in `definitions/` and its samples.
"""
