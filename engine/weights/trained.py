"""Networks the user trained here: kept with their cards, so that every lab can open them by name."""

from __future__ import annotations

from engine.study import Published
from engine.weights.folders import trained_folder


def keep(product: Published) -> str | None:
    """Save a trained network among the user's own weights; its name, or None where the product is no such network."""
    from engine.training.products import TrainedNetwork

    if not isinstance(product.object, TrainedNetwork):
        return None
    product.object.save(trained_folder() / product.name)
    return str(product.object.card["name"])
