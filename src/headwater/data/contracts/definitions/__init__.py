"""One contract a file; the file's name is the contract's key."""
