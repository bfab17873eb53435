"""Organisations, people and agreements.

In come facts about who takes part; out goes whether records may be held.
"""
