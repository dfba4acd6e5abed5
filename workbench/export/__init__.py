"""What was judged, as a file that explains itself, and labels from such files.

Serves leads and whoever analyses the study later. Owns the form of the exported lines and no
table: everything is read in one snapshot, and the same work gives the same bytes. What was exported
comes in again exactly, or is refused with its line.
Never tells who somebody is: an annotator is a seat here, and people are not read at all.
"""
