"""Boards and their members. In come names and days; out goes who sits where on a day."""
