"""Which part of a picture an answer came from: class activation maps and their kin."""
