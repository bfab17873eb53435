"""Documents made of what was released and of what is declared: area profiles, the assurance pack."""
