"""The theory of change of a plan: boxes, arrows, and what is still wrong with them.

In come boxes and arrows, one at a time or as a file; out go the graph, its faults in words, and the same file again.
"""
