"""The pages of what is known: library, factors, driver tree, interventions, gap map and research. They ask and show."""
