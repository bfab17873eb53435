"""The strategy as things that can be asked: plans, their clauses, who owns each, what serves it, and the theory of change.

In come a partnership's own plans, typed or imported; out go clauses with owner, status, history and links, and a graph that can be
checked. It holds keys of indicators, evidence, interventions and decisions as text: joining them to figures is `insight/performance`.
"""
