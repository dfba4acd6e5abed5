"""The texts of a study: outlets, stories, articles and their paragraphs.

Serves leads who bring text in and everybody who reads it. Readers are pure (bytes to drafts);
what was imported stays, furniture included, and words are tokenised here once, so that
reading and annotating never load spaCy. Never knows who annotates what.
"""
