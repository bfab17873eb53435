"""Files as agencies send them, turned into sheets of plain text cells. In: any file. Out: sheets that the
engine can read, or why not.

Start at `opening.open_file`. One module a format; nothing here knows a contract, and no value of a cell is
ever put into a message.
"""
