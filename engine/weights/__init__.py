"""Weights: bundled with their cards, official, in class packs, or a stranger's file."""
