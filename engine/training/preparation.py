"""The data of a training as the network takes it: split, resized, normalised; and the card of what was trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from engine.data.dataset import Dataset
from engine.errors import InputError
from engine.options import to_json
from engine.text import QT_TRANSLATE_NOOP
from engine.training.evaluation import Measurement
from engine.training.randomness import held_back


@dataclass(frozen=True)
class Split:
    """The data as the network takes it.

    Uint8 pictures, int64 labels, the mean and deviation of the training pictures.
    """

    train_images: torch.Tensor
    train_labels: torch.Tensor
    test_images: torch.Tensor
    test_labels: torch.Tensor
    mean: torch.Tensor
    deviation: torch.Tensor
    held_out: str
    size: int
    channels: int

    @staticmethod
    def of(data: Dataset, options: Any, own: Any) -> Split:
        """Split, resize and measure ``data`` for the network module ``own``."""
        import torch

        images = torch.from_numpy(np.array(data.train_images)).permute(0, 3, 1, 2)
        labels = torch.from_numpy(np.array(data.train_labels, np.int64))
        if len(data.class_names) < 2:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{name} holds a single class: a classifier needs two or more."),
                name=data.name,
            )
        if data.test_images is not None and data.test_labels is not None:
            test_images = torch.from_numpy(np.array(data.test_images)).permute(0, 3, 1, 2)
            test_labels = torch.from_numpy(np.array(data.test_labels, np.int64))
            split_name = "test"
        else:
            order, held = held_back(len(images), options)
            test_images, test_labels = images[order[:held]], labels[order[:held]]
            images, labels = images[order[held:]], labels[order[held:]]
            split_name = "validation"
        if len(images) < 2:
            raise InputError(QT_TRANSLATE_NOOP("errors", "{name} holds too few pictures to train on."), name=data.name)
        size = options.validation_size or (own.INPUT_SIZE if own.FIXED_SIZE else max(images.shape[2:]))

        def resized(pictures: torch.Tensor) -> torch.Tensor:
            if pictures.shape[2:] == (size, size):
                return pictures
            smooth = F.interpolate(pictures.float(), (size, size), mode="bicubic", antialias=True)
            return smooth.round().clamp(0, 255).to(torch.uint8)

        if options.augmentation != "enlarged-crops" and (own.FIXED_SIZE or options.validation_size):
            images = resized(images)
        held_size = size if own.FIXED_SIZE or options.validation_size else max(images.shape[2:])
        test_images = resized(test_images) if held_size == size else test_images
        sums = torch.stack([part.double().sum((0, 2, 3)) for part in images.split(1000)]).sum(0)
        squares = torch.stack([part.double().pow(2).sum((0, 2, 3)) for part in images.split(1000)]).sum(0)
        pixels = images.numel() / images.shape[1]
        mean = sums / pixels
        deviation = (squares / pixels - mean**2).clamp(min=1.0).sqrt()
        return Split(
            images,
            labels,
            test_images,
            test_labels,
            (mean / 255).round(decimals=4).float(),
            (deviation / 255).round(decimals=4).float(),
            split_name,
            held_size,
            images.shape[1],
        )

    def normalised(self, images: torch.Tensor) -> torch.Tensor:
        """uint8 (N, C, H, W) to float32, zero mean and unit deviation over the training pictures."""
        return (images.float() / 255 - self.mean.view(1, -1, 1, 1)) / self.deviation.view(1, -1, 1, 1)

    def validation(self) -> Normalised:
        """The held-out pictures, normalised a batch at a time."""
        return Normalised(self)

    def card(self, name: str, data: Dataset, options: Any, measured: Measurement, parameters: int) -> dict[str, Any]:
        """The card of the trained weights: what they are, how they were made, what they were measured to do."""
        words = " ".join(
            f"--{key.replace('_', '-')} {','.join(map(str, v)) if isinstance(v, list) else v}"
            for key, v in to_json(options).items()
            if v != to_json(type(options)())[key] and v != ""
        )
        return {
            "name": name,
            "network": options.network,
            "network_arguments": {"num_classes": len(data.class_names), "in_channels": self.channels},
            "parameters": parameters,
            "classes": list(data.class_names),
            "mean": [round(float(v), 4) for v in self.mean],
            "std": [round(float(v), 4) for v in self.deviation],
            "input_size": self.size,
            "data": {
                "name": data.name,
                "training_pictures": len(self.train_images),
                f"{self.held_out}_pictures": len(self.test_images),
            },
            "accuracy": {"split": self.held_out, "value": round(measured.accuracy, 6), "loss": round(measured.loss, 6)},
            "recipe": to_json(options),
            "seed": options.seed,
            "command": f"python main.py run train-classifier --data {data.name}.npz {words} --out DIR",
            "source": "trained by Vitrine's own recipe, engine/studies/train_classifier.py",
            "licence": "MIT",
        }


@dataclass(frozen=True)
class Normalised:
    """Pictures that are normalised when a batch of them is taken.

    A whole test set in float32 is four times as large.
    """

    split: Split

    def __len__(self) -> int:
        return len(self.split.test_images)

    def __getitem__(self, part: slice) -> torch.Tensor:
        import torch

        batch = self.split.normalised(self.split.test_images[part])
        return batch.contiguous(memory_format=torch.channels_last)
