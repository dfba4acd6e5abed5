"""The page where people spend their days, and every judgment they make there.

Serves annotators. Owns judgments with their labels and spans, and the append-only revisions.
Never compares people: an annotator's page, response and header hold that annotator's work alone.
"""
