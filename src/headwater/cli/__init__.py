"""The command line: one file a domain, the same word as everywhere else.

In: words that a person typed, done as the principal `operator`. Out: tables or JSON on standard output,
progress and errors on standard error, an exit code for each root of error. Decides nothing: domains do.
"""
