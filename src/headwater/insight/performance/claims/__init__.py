"""The claim guard: does a sentence say more than its figures do?

In comes text that people wrote for a board; out go findings, each with a kind reason and words that would hold. It
keeps nothing, asks no database but for the breaks in recording that a partnership declared, and judges sentences,
never people. English only, by patterns that are measured on a corpus (`tests/insight/performance/claims_corpus`).
"""
