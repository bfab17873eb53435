"""The identity vault: direct identifiers, sealed, in a database of their own.

In come names and dates of birth from the landing of a submission; out they go only to linkage and
identification. Ingest may call `actions.store` and nothing else.
"""
