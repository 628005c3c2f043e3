"""Scenes in files: one module a format, and what all formats share (photos, checks, bounds, pictures for training)."""
