"""Indicators: what is counted, of whom, how, and what may be said about it.

In: the lake's tables. Out: drafts for release, and, from what was released, charts' readings and verdicts.
Adding one is one file in `definitions/`.
"""
