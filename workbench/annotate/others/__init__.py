"""How the others saw an article, for an annotator who has submitted it: counts, and no names."""
