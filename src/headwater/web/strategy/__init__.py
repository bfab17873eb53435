"""Pages of plans: what they say, what stands behind each clause, their life from draft to adoption, and the way in and out.

Adopted plans are for everybody; drafts for those who may read them.
"""
