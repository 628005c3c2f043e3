"""What training studies share: schedules, augmentation, measuring, checkpoints."""
