"""What registration and radiance fields share: rigid motions, neighbours, prepared clouds, cameras."""
