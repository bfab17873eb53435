"""Words that everybody uses: periods, identifiers, estimates, problems, errors.

Standard library only. Nothing here knows a store, a framework or a face; every other room may use it.
"""
