"""The strategy joined to figures: what each clause's indicators say, what nobody measures, and whether a sentence says more than
its figures do.

In come plans, evidence and released figures; out go standings, coverage and findings about claims. It makes no figure of its own.
"""
