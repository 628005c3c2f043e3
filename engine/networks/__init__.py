"""Networks: named, built, opened, listed; and how a photo becomes their input."""
