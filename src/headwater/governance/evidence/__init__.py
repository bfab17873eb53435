"""What is known to work, what drives violence, and what nobody knows yet.

In come dated, sourced, graded findings, risk and protective factors, interventions and research briefs; out goes how strong and
how fresh the ground is under a claim. It holds texts and sources, never a person's record and never a count from agencies.
"""
