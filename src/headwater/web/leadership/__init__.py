"""Leadership: boards and what they record, for people who work here; what was decided, said and changed, for everybody."""
