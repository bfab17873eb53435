"""What each agency would send: one module an agency, each with its own habits and faults of export."""
