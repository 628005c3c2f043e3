"""One file a study. Found by :func:`engine.study.studies`; no list to edit."""
