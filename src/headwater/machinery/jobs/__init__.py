"""Work for later: a queue in the operations database with leases.

In come names, payloads of keys; out goes work done once.
"""
