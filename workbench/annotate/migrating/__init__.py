"""How a round's judgments move to another codebook version: plan, route, carrying, counts. Pure."""
