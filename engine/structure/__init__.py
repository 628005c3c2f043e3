"""Structure from motion: cameras and sparse points from photos, through COLMAP in the child process."""
