"""The lake: agencies' records, pseudonymous, as immutable Parquet files with a manifest of our own.

In: files that a step of the walk has finished, committed by `manifest.commit`. Out: `reading.relation`, for `data` and `insight` alone.
One database row names the current manifest of a table; a file that no manifest names is rubbish and is swept.
"""
