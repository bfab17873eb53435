"""The pulse: a short survey of how the partnership works together. In come answers without names; out go shares, from five answers on."""
