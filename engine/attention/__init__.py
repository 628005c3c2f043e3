"""Attention: its steps, how positions are told to it."""
