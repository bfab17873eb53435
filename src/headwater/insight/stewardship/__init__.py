"""Care for what is held: it ends when its time has run out or somebody orders it, and then wholly."""
