"""Contracts: what each supplied file means, declared once.

In: nothing. Out: `registry.contracts()`; checks, tables, generated data and metadata all derive from it.
Adding a source is one file in `definitions/` and its samples.
"""
