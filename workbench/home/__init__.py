"""Where each role arrives: the annotator's own work, the lead's progress.

Also owns what needs every room: the sample project and `workbench up`.
"""
