"""A generated county: people, places and seven agencies' extracts, with what was planted written down in
`truth.json`.

In: a size and a seed. Out: a folder of files in the contracts' own formats, and nothing else: no store is
touched. Nobody in it is real, no place in it exists, and nothing may be learned from it about any real
place.
"""
