"""The kinds of block that reports are made of. In: released figures and what the partnership wrote. Out: blocks, each with its source."""
