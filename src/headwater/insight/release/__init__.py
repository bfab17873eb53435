"""Release: the one door that a count leaves by.

In: a `Draft` (a table nobody outside has seen). Out: `Released` figures, series and tables, the only things
the faces show, and a record of everything that ever left. Where safety cannot be shown, the table is
withheld and the reason recorded.
"""
