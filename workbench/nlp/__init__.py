"""Language processing: text in, frozen dataclasses out.

Serves the import of articles (tokens and sentences, computed once and stored) and the suggestions
that annotators may accept or drop. It owns `Segmentation` and `Premark`; it imports no other room,
and only `pipeline` names spaCy. It never sets a frame or a tone.
"""
