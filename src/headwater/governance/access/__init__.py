"""Roles, permissions, tokens and rate limits.

In comes who asks for what; out goes yes, or no with a sentence.
"""
