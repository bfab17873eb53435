"""The API: released figures and what stands around them, for programs; version 1 under /api/v1/.

In: a request, with or without a token. Out: JSON of what passed the release, and errors as sentences. The same
permissions and the same door as the pages; it changes nothing.
"""
