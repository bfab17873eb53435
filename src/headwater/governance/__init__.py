"""Who may do what with which records, and the proof of what was done.

In come people, organisations, agreements and roles; out go answers (may this person, may this contract be
read) and an audit trail. It knows no record: contracts and columns are held as text.
"""
