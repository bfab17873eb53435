"""What to find out first: members vote on gaps of the evidence map. In come choices without names; out go places, and bands of groups
that are large enough. It orders questions for the people who commission research, and commissions nothing.
"""
