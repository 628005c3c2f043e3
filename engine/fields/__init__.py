"""Radiance fields: what they are made of, how rays are drawn through them, how they are trained, kept and shown."""
