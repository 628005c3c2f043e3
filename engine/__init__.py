"""Everything in Vitrine that computes. Imports neither ``app`` nor ``widgets``."""
