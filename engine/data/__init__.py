"""What comes in from files and cameras, and what goes out: read, checked, written."""
