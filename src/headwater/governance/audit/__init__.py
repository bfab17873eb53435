"""The audit trail.

In comes each action as it ends, done or refused; out goes a chain that shows any tampering.
"""
