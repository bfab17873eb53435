"""Keys, sealing and pseudonyms.

In come plain bytes and identifiers, out go sealed ones; keys never leave this room as text.
"""
