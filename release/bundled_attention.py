"""Train the bundled attention networks on CIFAR-10 and write their weights with their cards.

``python -m release.bundled_attention --network vit6 --data cifar10.npz`` trains for 180 processor minutes: 90 minutes
on two cores. AdamW (Loshchilov and Hutter 2019) with warm-up and half a cosine, which is a function of the processor
time used and so ends with it on any machine, whatever else that machine does. A checkpoint is written every minute; a
training that was broken off goes on from it when the same command is given again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from engine.data.dataset import Dataset
    from engine.training.evaluation import Measurement
    from engine.training.products import Checkpoint, TrainedNetwork

WEIGHTS = Path(__file__).resolve().parents[1] / "assets" / "weights"
NETWORKS = ("vit6", "hybrid_vit", "small_swin")
MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
ALIKE = 8
"""Pictures of a mini-batch that are changed in the same random way."""


@dataclass(frozen=True)
class Recipe:
    """How a network is trained. The defaults are the recipe of the bundled weights.

    ``minutes`` are of processor time, all threads together; ``warm_up`` is their part in which the learning rate rises
    to ``learning_rate``; ``changed`` the part of the pictures that ``TrivialAugmentWide`` changes (Mueller and Hutter
    2021) before all are shifted and mirrored; ``held_out`` training pictures are kept for choosing a recipe.
    """

    network: str
    minutes: float = 180.0
    batch_size: int = 128
    learning_rate: float = 1e-3
    warm_up: float = 0.05
    weight_decay: float = 0.05
    label_smoothing: float = 0.1
    largest_gradient: float = 1.0
    changed: float = 0.5
    precision: str = "bfloat16"
    held_out: int = 0
    seed: int = 0

    def rate(self, at: float) -> float:
        """The learning rate when the part ``at`` (0 to 1) of the processor time is used."""
        if at < self.warm_up:
            return self.learning_rate * max(at / self.warm_up, 0.01)
        past = min((at - self.warm_up) / (1 - self.warm_up), 1.0)
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * past))


class Step(NamedTuple):
    """One mini-batch: its smoothed cross entropy in nats, the part answered rightly, the learning rate."""

    loss: float
    accuracy: float
    rate: float


class Training:
    """A training that can be left after any step and gone on with from `checkpoint`.

    ``images`` (N, H, W, 3) uint8, ``labels`` (N,) int64. ``clock`` gives processor seconds. Random numbers depend on
    seed, epoch and step alone.
    """

    def __init__(
        self,
        recipe: Recipe,
        images: np.ndarray[Any, Any],
        labels: np.ndarray[Any, Any],
        resume: Checkpoint | None = None,
        clock: Callable[[], float] = time.process_time,
    ) -> None:
        import torch

        self.recipe, self.clock = recipe, clock
        self.images = torch.tensor(images).permute(0, 3, 1, 2).contiguous()
        self.labels = torch.tensor(labels)
        self.network = built(recipe)
        decayed = [p for name, p in self.network.named_parameters() if _decays(name, p)]
        others = [p for name, p in self.network.named_parameters() if not _decays(name, p)]
        groups: list[dict[str, Any]] = [{"params": decayed}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
        self.step, self.seconds = 0, 0.0
        if resume is not None:
            _same_recipe(recipe, resume)
            self.network.load_state_dict(resume.weights)
            self.optimiser.load_state_dict(resume.optimiser)
            self.step, self.seconds = resume.step, float(resume.counted["seconds"])

    @property
    def per_epoch(self) -> int:
        """Mini-batches in one pass over the pictures; the few that fill none are left out of that pass."""
        return len(self.images) // self.recipe.batch_size

    @property
    def finished(self) -> bool:
        """Whether the processor time is used up."""
        return self.seconds >= 60 * self.recipe.minutes

    def advance(self) -> Step:
        """Learn from the next mini-batch."""
        import torch
        from torch.nn import functional as F

        from engine.training.randomness import seeded

        began = self.clock()
        recipe = self.recipe
        epoch, batch = divmod(self.step, self.per_epoch)
        order = torch.randperm(len(self.images), generator=seeded(recipe.seed, epoch, 0))
        chosen = order[batch * recipe.batch_size : (batch + 1) * recipe.batch_size]
        images = augmented(self.images[chosen], recipe.changed, seeded(recipe.seed, self.step, 1))
        labels = self.labels[chosen]
        rate = recipe.rate(self.seconds / (60 * recipe.minutes))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=recipe.precision == "bfloat16"):
            logits = self.network(images).float()
        loss = F.cross_entropy(logits, labels, label_smoothing=recipe.label_smoothing)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), recipe.largest_gradient)
        self.optimiser.step()
        self.step += 1
        self.seconds += self.clock() - began
        return Step(float(loss.detach()), float((logits.argmax(1) == labels).float().mean()), rate)

    def checkpoint(self) -> Checkpoint:
        """All that is needed to go on from here."""
        from engine.training.products import Checkpoint

        return Checkpoint(
            dict(self.network.state_dict()),
            self.optimiser.state_dict(),
            self.step,
            dataclasses.asdict(self.recipe),
            {"seconds": self.seconds},
        )


def built(recipe: Recipe) -> nn.Module:
    """The untrained network of a recipe, from its seed."""
    import torch

    from engine.networks import cifar_attention
    from engine.runtime.torch_loading import load_timm

    load_timm()  # loaded before the seed is set: what a library draws on import must not count
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        network: nn.Module = getattr(cifar_attention, recipe.network)()
    return network


def _decays(name: str, parameter: Tensor) -> bool:
    """Matrices of layers shrink; biases, norms, positions and the class token do not (as timm's recipes)."""
    free = ("pos_embed", "cls_token", "relative_position_bias_table")
    return parameter.ndim > 1 and not name.endswith(free)


def _same_recipe(recipe: Recipe, resume: Checkpoint) -> None:
    if resume.options != dataclasses.asdict(recipe):
        raise SystemExit(f"The checkpoint is of another training: {resume.options}.")


def augmented(images: Tensor, changed: float, generator: torch.Generator) -> Tensor:
    """(N, 3, H, W) uint8 as the network learns from it: float32, some changed at random, all shifted and mirrored."""
    import torch
    from torchvision.transforms import v2

    from engine.training.augmentation import augmented as shifted_and_mirrored

    change = v2.TrivialAugmentWide()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(generator.initial_seed()))
        parts = [change(part) if float(torch.rand(())) < changed else part for part in images.split(ALIKE)]
    return shifted_and_mirrored(normalised(torch.cat(parts)), "shift-flip", 0, generator)


def normalised(images: Tensor) -> Tensor:
    """(N, 3, H, W) uint8 as float32 of mean 0 and deviation 1 over the training pictures."""
    import torch

    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (images.float() / 255 - mean) / std


def measured(network: nn.Module, images: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> Measurement:
    """Accuracy and loss on (N, H, W, 3) uint8 pictures, in float32."""
    import torch

    from engine.training.evaluation import Measurement, measuring

    pictures = normalised(torch.tensor(images).permute(0, 3, 1, 2))
    *_, found = measuring(network, pictures, torch.tensor(labels), 10)
    assert isinstance(found, Measurement)
    return found


def split(data: Dataset, held_out: int) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The pictures and labels to learn from, and those to measure on.

    The latter are the test split, or, where a recipe is still chosen, ``held_out`` training pictures.
    """
    if not held_out:
        assert data.test_images is not None and data.test_labels is not None
        return (data.train_images, data.train_labels), (data.test_images, data.test_labels)
    order = np.random.default_rng(20).permutation(len(data.train_images))
    kept, learnt = order[:held_out], order[held_out:]
    return (
        (data.train_images[learnt], data.train_labels[learnt]),
        (data.train_images[kept], data.train_labels[kept]),
    )


def product(training: Training, data: Dataset, found: Measurement, machine: str) -> TrainedNetwork:
    """The weights with their card."""
    from engine.training.products import TrainedNetwork

    recipe = training.recipe
    state = {name: tensor.detach().clone() for name, tensor in training.network.state_dict().items()}
    return TrainedNetwork(
        state,
        {
            "name": f"{recipe.network}_cifar10",
            "network": recipe.network,
            "network_arguments": {"num_classes": 10, "in_channels": 3},
            "parameters": sum(p.numel() for p in training.network.parameters()),
            "classes": list(data.class_names),
            "mean": list(MEAN),
            "std": list(STD),
            "input_size": 32,
            "data": {
                "name": "cifar10",
                "training_pictures": len(training.images),
                "test_pictures": len(found.answers),
            },
            "accuracy": {
                "split": "training pictures kept back" if recipe.held_out else "test",
                "value": round(found.accuracy, 4),
                "loss": round(found.loss, 6),
            },
            "recipe": dataclasses.asdict(recipe),
            "seed": recipe.seed,
            "epochs": round(training.step / training.per_epoch, 1),
            "processor_minutes": round(training.seconds / 60, 1),
            "machine": machine,
            "command": command_of(recipe),
            "source": "trained by Vitrine's own recipe, release/bundled_attention.py",
            "licence": "MIT",
        },
    )


def command_of(recipe: Recipe) -> str:
    """The command line that trains so: options that are not the defaults are named."""
    plain = dataclasses.asdict(Recipe(recipe.network))
    options = [
        f"--{name.replace('_', '-')} {value}"
        for name, value in dataclasses.asdict(recipe).items()
        if name == "network" or value != plain[name]
    ]
    return " ".join(["python -m release.bundled_attention --data cifar10.npz", *options])


def trained(training: Training, kept: Path) -> None:
    """Train to the end: a line and a checkpoint a minute."""
    told, losses, rights = time.monotonic(), [], []
    while not training.finished:
        step = training.advance()
        losses.append(step.loss)
        rights.append(step.accuracy)
        if not math.isfinite(step.loss):
            raise SystemExit("The loss is no longer a number.")
        if time.monotonic() - told >= 60 or training.finished:
            training.checkpoint().save(kept)
            print(
                f"{training.seconds / 60:.1f} processor minutes, epoch {training.step / training.per_epoch:.2f}, "
                f"loss {np.mean(losses):.4f}, right {np.mean(rights):.4f}, rate {step.rate:.2e}",
                flush=True,
            )
            told, losses, rights = time.monotonic(), [], []


def main() -> None:
    """Train, measure, write the weights and their card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--data", type=Path, required=True, help="CIFAR-10 in one file, as train-classifier reads it")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights and, until then, a checkpoint")
    parser.add_argument("--machine", default=f"{os.cpu_count()} cores ({platform.machine()}), no graphics card")
    for field in dataclasses.fields(Recipe)[1:]:
        flag = f"--{field.name.replace('_', '-')}"
        parser.add_argument(flag, type=type(field.default), default=field.default)
    given = vars(parser.parse_args())
    out, machine, file = given.pop("out"), given.pop("machine"), given.pop("data")

    from engine.data.inputs import open_input
    from engine.training.products import load_checkpoint

    recipe = Recipe(**given)
    data: Any = open_input("Dataset", str(file))
    learnt, others = split(data, recipe.held_out)
    kept = out / f"{recipe.network}_cifar10.checkpoint.pt"
    training = Training(recipe, *learnt, load_checkpoint(kept) if kept.is_file() else None)
    trained(training, kept)
    found = measured(training.network, *others)
    product(training, data, found, machine).save(out / f"{recipe.network}_cifar10.safetensors")
    kept.unlink()
    print(json.dumps({"accuracy": round(found.accuracy, 4), "loss": round(found.loss, 6)}))


if __name__ == "__main__":
    main()
