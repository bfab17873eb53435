"""Headwater: the working system of a violence reduction partnership.

A figure is made on the way up and asked for on the way down. `data.flow` is the walk; ARCHITECTURE.md is the map.
"""
