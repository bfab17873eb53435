"""Pictures of released series: drawn once at release, kept by the hash of what they show, served as SVG or
PNG. They take released figures and nothing else.
"""
