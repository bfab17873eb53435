"""What keeps things: the home folder, keys and sealing, the store of originals, the queue of jobs.

In come bytes and names, out go sealed files and work done once. It knows no person, no agreement and no
meaning of a record.
"""
