"""Places: areas and their vintages, boundaries, lookups, populations and a gazetteer.

In: codes, coordinates in degrees (WGS84), counts, texts. Out: codes, moved counts, matches with a confidence.
Pure: arrays in, arrays out; no framework, no store, no clock. A place that cannot be found is said to be
unknown, never guessed.
"""
