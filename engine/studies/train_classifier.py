"""Train a small convolutional classifier step by step: loss, accuracy, learning rate, gradients and the first filters.

One frame every few mini-batches. The same study is the recipe of the bundled weights: their cards hold the command.
Cross entropy, stochastic gradient descent with Nesterov momentum (Sutskever et al. 2013) or AdamW (Loshchilov and
Hutter 2019).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.errors import ComputationError
from engine.options import option, seed_option, to_json
from engine.study import Progress, Published, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import torch

    from engine.training.evaluation import Measurement
    from engine.training.preparation import Split
    from engine.training.products import Checkpoint

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Learning")
TITLE = QT_TRANSLATE_NOOP("labs", "Train a classifier")
PAPER = "LeCun, Bottou, Bengio and Haffner 1998"


@dataclass(frozen=True)
class Options:
    """How the classifier is built and trained."""

    network: Literal["lenet5", "small_cnn", "resnet20", "photonet"] = option(
        "lenet5",
        QT_TRANSLATE_NOOP("options", "The network that learns, built new from the seed."),
        label=QT_TRANSLATE_NOOP("options", "Network"),
        choice_labels=("LeNet-5", "Small CNN", "ResNet-20", "PhotoNet"),
    )
    epochs: int = option(
        20,
        QT_TRANSLATE_NOOP("options", "How often every training picture is seen."),
        label=QT_TRANSLATE_NOOP("options", "Epochs"),
        minimum=1,
        maximum=1000,
        step=1,
    )
    batch_size: int = option(
        32,
        QT_TRANSLATE_NOOP("options", "Pictures in one mini-batch: one step of the optimiser."),
        label=QT_TRANSLATE_NOOP("options", "Batch size"),
        unit=QT_TRANSLATE_NOOP("units", "pictures"),
        minimum=1,
        maximum=4096,
        step=8,
    )
    learning_rate: float = option(
        0.05,
        QT_TRANSLATE_NOOP("options", "The largest learning rate of the schedule."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate"),
        minimum=1e-6,
        maximum=10.0,
        step=0.01,
        logarithmic=True,
    )
    schedule: Literal["one-cycle", "cosine", "constant"] = option(
        "one-cycle",
        QT_TRANSLATE_NOOP("options", "How the learning rate changes over the training."),
        label=QT_TRANSLATE_NOOP("options", "Schedule"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "one cycle"),
            QT_TRANSLATE_NOOP("options", "cosine"),
            QT_TRANSLATE_NOOP("options", "constant"),
        ),
    )
    optimiser: Literal["sgd", "adamw"] = option(
        "sgd",
        QT_TRANSLATE_NOOP("options", "The rule that turns gradients into steps."),
        label=QT_TRANSLATE_NOOP("options", "Optimiser"),
        choice_labels=("SGD, Nesterov", "AdamW"),
    )
    momentum: float = option(
        0.9,
        QT_TRANSLATE_NOOP("options", "How much of the last step's direction is kept (SGD; beta 1 of AdamW)."),
        label=QT_TRANSLATE_NOOP("options", "Momentum"),
        minimum=0.0,
        maximum=0.999,
        step=0.01,
        advanced=True,
    )
    weight_decay: float = option(
        5e-4,
        QT_TRANSLATE_NOOP("options", "How strongly every step shrinks the weights."),
        label=QT_TRANSLATE_NOOP("options", "Weight decay"),
        minimum=0.0,
        maximum=1.0,
        step=1e-4,
        advanced=True,
    )
    augmentation: Literal["none", "shift", "shift-flip", "enlarged-crops"] = option(
        "none",
        QT_TRANSLATE_NOOP("options", "Random changes of the training pictures that leave their labels true."),
        label=QT_TRANSLATE_NOOP("options", "Augmentation"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "none"),
            QT_TRANSLATE_NOOP("options", "shift by up to 4 pixels"),
            QT_TRANSLATE_NOOP("options", "shift and mirror"),
            QT_TRANSLATE_NOOP("options", "enlarged crops, mirrored"),
        ),
    )
    sizes: tuple[int, ...] = option(
        (64,),
        QT_TRANSLATE_NOOP("options", "Sides the enlarged crops are resized to; each mini-batch draws one of them."),
        label=QT_TRANSLATE_NOOP("options", "Crop sizes"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=16,
        maximum=512,
        advanced=True,
    )
    validation_size: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Side the validation pictures are resized to; 0: as the network wants."),
        label=QT_TRANSLATE_NOOP("options", "Validation size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=0,
        maximum=512,
        step=8,
        advanced=True,
    )
    validation_fraction: float = option(
        0.2,
        QT_TRANSLATE_NOOP("options", "Part of the pictures kept for validation where the data has no test split."),
        label=QT_TRANSLATE_NOOP("options", "Held back"),
        minimum=0.01,
        maximum=0.9,
        step=0.05,
        advanced=True,
    )
    validate_every: int = option(
        1,
        QT_TRANSLATE_NOOP("options", "Epochs between two measurements on the validation pictures."),
        label=QT_TRANSLATE_NOOP("options", "Validate every"),
        unit=QT_TRANSLATE_NOOP("units", "epochs"),
        minimum=1,
        maximum=1000,
        step=1,
        advanced=True,
    )
    batches_per_frame: int = option(
        4,
        QT_TRANSLATE_NOOP("options", "Mini-batches between two recorded steps."),
        label=QT_TRANSLATE_NOOP("options", "Batches a step"),
        minimum=1,
        maximum=10000,
        step=1,
        advanced=True,
    )
    precision: Literal["float32", "bfloat16"] = option(
        "float32",
        QT_TRANSLATE_NOOP("options", "Number format of the training's convolutions; measuring is always float32."),
        label=QT_TRANSLATE_NOOP("options", "Precision"),
        advanced=True,
    )
    seed: int = seed_option()
    probe: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Number of the validation picture whose answer is followed."),
        label=QT_TRANSLATE_NOOP("options", "Probe picture"),
        minimum=0,
        maximum=10**9,
        step=1,
    )
    name: str = option(
        "",
        QT_TRANSLATE_NOOP("options", "Name of the trained weights; empty: network and data."),
        label=QT_TRANSLATE_NOOP("options", "Name"),
        advanced=True,
    )


@dataclass(frozen=True)
class Controls:
    """What can be steered while it trains."""

    learning_rate_factor: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "Multiplies the schedule's learning rate from the next step on."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate factor"),
        minimum=0.001,
        maximum=1000.0,
        step=0.1,
        logarithmic=True,
    )


@dataclass(frozen=True)
class Frame:
    """The training after a few mini-batches. What was not measured at this step is None."""

    step: int = value("mini-batches seen so far", unit="mini-batches")
    steps: int = value("mini-batches of the whole training", unit="mini-batches")
    epoch: float = value("passes over the training pictures so far", unit="epochs")
    loss: float = value("mean cross entropy since the last step", unit="nats")
    accuracy: float = value("fraction of training pictures answered rightly since the last step")
    learning_rate: float = value("learning rate of the last mini-batch")
    validation_loss: float | None = value("mean cross entropy on the validation pictures", unit="nats")
    validation_accuracy: float | None = value("fraction of validation pictures answered rightly")
    layers: tuple[str, ...] = value("layers with weights, in the network's order", shape="(L,)", dtype="str")
    gradient_norms: NDArray[np.float32] = value(
        "Euclidean norm of the loss's gradient for each layer's weights, last mini-batch", shape="(L,)", dtype="float32"
    )
    filters: NDArray[np.float32] = value(
        "weights of the first convolution", shape="(filters, channels, rows, columns)", dtype="float32"
    )
    probe_index: int = value("number of the probe among the validation pictures")
    probe_probabilities: NDArray[np.float32] = value(
        "softmax of the answer to the probe picture", shape="(classes,)", dtype="float32"
    )
    confusion: NDArray[np.int64] | None = value(
        "validation pictures by true class (row) and answer (column)",
        shape="(classes, classes)",
        dtype="int64",
        unit="pictures",
    )
    worst: NDArray[np.int64] | None = value(
        "numbers of the validation pictures with the largest loss, worst first", shape="(W,)", dtype="int64"
    )
    worst_losses: NDArray[np.float32] | None = value(
        "their cross entropies", shape="(W,)", dtype="float32", unit="nats"
    )
    worst_answers: NDArray[np.int64] | None = value("the classes they were taken for", shape="(W,)", dtype="int64")


WORST = 24

GOES_ON_WITH = ("epochs",)
"""The options that may be changed while a checkpoint is gone on from."""


def run(data: Dataset, resume: Checkpoint | None = None, *, options: Options) -> StudyRun:
    """Train, yielding a :class:`Frame` every few mini-batches and a breath after each.

    Publishes at the start the checkpoint, which is of the moment in which it is saved, again at each measurement, and
    at the end the weights with their card. ``resume`` goes on from such a checkpoint, whose options but for ``epochs``
    count; its first frame is where that stood.

    Raises
    ------
    InputError
        The data and the network do not fit, or the checkpoint is of another training.
    ComputationError
        The loss is no longer a number.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    import torch
    from torch.nn import functional as F

    from engine.networks.own import own_networks
    from engine.training.augmentation import augmented
    from engine.training.evaluation import Measurement, measuring
    from engine.training.preparation import Split
    from engine.training.products import Checkpoint, RunningCheckpoint, TrainedNetwork
    from engine.training.randomness import seeded
    from engine.training.schedules import learning_rate

    if resume is not None:
        options = _resumed(options, resume)
    own = own_networks()[options.network]
    split = Split.of(data, options, own)
    classes = len(data.class_names)

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(options.seed)
        network = own.build(classes, split.channels).to(memory_format=torch.channels_last)
    parameters = dict(network.named_parameters())
    weights = {name: p for name, p in parameters.items() if p.ndim > 1}
    optimiser: torch.optim.Optimizer
    if options.optimiser == "sgd":
        optimiser = torch.optim.SGD(
            parameters.values(),
            momentum=options.momentum,
            weight_decay=options.weight_decay,
            nesterov=options.momentum > 0,
        )
    else:
        optimiser = torch.optim.AdamW(
            parameters.values(), betas=(options.momentum, 0.999), weight_decay=options.weight_decay
        )
    start = 0
    if resume is not None:
        network.load_state_dict(resume.weights)
        optimiser.load_state_dict(resume.optimiser)
        start = resume.step

    count = len(split.train_images)
    per_epoch = -(-count // options.batch_size)
    steps = per_epoch * options.epochs
    probe = min(options.probe, len(split.test_images) - 1)
    factor, losses, right, seen, done = 1.0, 0.0, 0, 0, start
    stood: dict[str, Any] = {}
    order = torch.empty(0, dtype=torch.int64)
    order_epoch = -1
    measured: Measurement | None = None
    if resume is not None and resume.counted:
        factor, losses, right, seen = (resume.counted[name] for name in ("factor", "losses", "right", "seen"))
        stood = dict(resume.counted["stood"])
    buffers = {key: kept.clone() for key, kept in network.named_buffers()}

    def taken() -> Checkpoint:
        # In the middle of a step it is what was there before: the running means change before the weights do.
        state = {k: v.detach().clone().contiguous() for k, v in {**network.state_dict(), **buffers}.items()}
        counted = {"factor": factor, "losses": losses, "right": right, "seen": seen, "stood": stood}
        return Checkpoint(state, optimiser.state_dict(), done, to_json(options), counted)

    name = options.name or f"{options.network}_{data.name}"
    checkpoint = Published(f"{name}.checkpoint.pt", RunningCheckpoint(taken))
    yield checkpoint
    if stood:
        for looked in measuring(network, split.validation(), split.test_labels, classes):
            if isinstance(looked, Measurement):
                measured = looked
            else:
                yield Progress(looked, len(split.test_images), QT_TRANSLATE_NOOP("progress", "validation pictures"))
        received = yield _frame(start, steps, per_epoch, stood, network, split, probe, measured)
        if isinstance(received, Controls):
            factor = received.learning_rate_factor
        measured = None

    for step in range(start, steps):
        epoch, batch = divmod(step, per_epoch)
        if epoch != order_epoch:
            order = torch.randperm(count, generator=seeded(options.seed, epoch, 0))
            order_epoch = epoch
        chosen = order[batch * options.batch_size : (batch + 1) * options.batch_size]
        generator = seeded(options.seed, step, 1)
        size = options.sizes[int(torch.randint(len(options.sizes), (1,), generator=generator))]
        images = augmented(split.normalised(split.train_images[chosen]), options.augmentation, size, generator)
        labels = split.train_labels[chosen]

        network.train()
        buffers = {key: kept.clone() for key, kept in network.named_buffers()}
        with (
            torch.random.fork_rng(devices=[]),
            torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bfloat16"),
        ):
            torch.manual_seed(int(generator.initial_seed()))  # for dropout
            logits = network(images.contiguous(memory_format=torch.channels_last)).float()
        loss = F.cross_entropy(logits, labels)
        yield Progress(step, steps, QT_TRANSLATE_NOOP("progress", "mini-batches"))
        rate = learning_rate(options.schedule, options.learning_rate, step, steps) * factor
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if not torch.isfinite(loss):
            raise ComputationError(
                QT_TRANSLATE_NOOP(
                    "errors", "The loss is no longer a number after step {step}: try a lower learning rate than {rate}."
                ),
                step=step + 1,
                rate=f"{rate:g}",
            )
        losses += float(loss.detach()) * len(chosen)
        right += int((logits.argmax(1) == labels).sum())
        seen += len(chosen)
        buffers, done = {}, step + 1

        last = step + 1 == steps
        measures = last or (batch + 1 == per_epoch and (epoch + 1) % options.validate_every == 0)
        due = measures or (step + 1) % options.batches_per_frame == 0
        if due:
            norms = [0.0 if weight.grad is None else float(weight.grad.norm()) for weight in weights.values()]
            stood = {
                "loss": losses / seen,
                "accuracy": right / seen,
                "learning_rate": float(rate),
                "gradient_norms": norms,
            }
            losses, right, seen = 0.0, 0, 0
        if measures:
            for looked in measuring(network, split.validation(), split.test_labels, classes):
                if isinstance(looked, Measurement):
                    measured = looked
                else:
                    yield Progress(looked, len(split.test_images), QT_TRANSLATE_NOOP("progress", "validation pictures"))
        if due:
            received = yield _frame(step + 1, steps, per_epoch, stood, network, split, probe, measured)
            if isinstance(received, Controls):
                factor = received.learning_rate_factor
            if measured is not None:
                yield checkpoint
                if last:
                    state = {k: v.detach().clone().contiguous() for k, v in network.state_dict().items()}
                    card = split.card(name, data, options, measured, sum(p.numel() for p in parameters.values()))
                    yield Published(f"{name}.safetensors", TrainedNetwork(state, card))
            measured = None
        else:
            yield Progress(step + 1, steps, QT_TRANSLATE_NOOP("progress", "mini-batches"))


def _resumed(options: Options, checkpoint: Checkpoint) -> Options:
    """The checkpoint's options with the number of epochs asked for now.

    Raises
    ------
    InputError
        Nothing is left to train.
    """
    from engine.options import from_json

    stored = from_json(Options, checkpoint.options)
    return dataclasses.replace(stored, epochs=max(stored.epochs, options.epochs))


def _frame(
    step: int,
    steps: int,
    per_epoch: int,
    stood: dict[str, Any],
    network: torch.nn.Module,
    split: Split,
    probe: int,
    measured: Measurement | None,
) -> Frame:
    """The training at ``step`` as a frame of copies; ``stood`` is what was counted in the training itself."""
    import torch

    network.eval()
    with torch.inference_mode():
        answer = network(split.validation()[slice(probe, probe + 1)]).float().softmax(1)[0]
    network.train()
    weights = {name: parameter for name, parameter in network.named_parameters() if parameter.ndim > 1}
    first = next(weight for weight in weights.values() if weight.ndim == 4)
    worst = None if measured is None else np.argsort(-measured.losses, kind="stable")[:WORST]
    return Frame(
        step=step,
        steps=steps,
        epoch=step / per_epoch,
        loss=stood["loss"],
        accuracy=stood["accuracy"],
        learning_rate=stood["learning_rate"],
        validation_loss=None if measured is None else measured.loss,
        validation_accuracy=None if measured is None else measured.accuracy,
        layers=tuple(name.removesuffix(".weight") for name in weights),
        gradient_norms=freeze(np.array(stood["gradient_norms"], np.float32)),
        filters=freeze(first.detach().float().contiguous().numpy().copy()),
        probe_index=probe,
        probe_probabilities=freeze(answer.numpy().copy()),
        confusion=None if measured is None else freeze(measured.confusion),
        worst=None if worst is None else freeze(worst.astype(np.int64)),
        worst_losses=None if worst is None or measured is None else freeze(measured.losses[worst]),
        worst_answers=None if worst is None or measured is None else freeze(measured.answers[worst]),
    )
