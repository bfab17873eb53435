"""The theory of change as a picture: where each box stands, how each arrow runs, and what each box's figures say.

In come a plan's boxes and arrows and their standings; out goes an SVG that a screen reader can read, and the same as a list.
"""
