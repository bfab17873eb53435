"""Linkage: records of one person or one event, brought together under an agreement that allows it.

In: located tables. Out: linked tables. For now the step passes what it is given through, so that everything after it can already stand on it.
"""
