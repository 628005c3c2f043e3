"""The training of any field on photos, step by step, with breaths; it can be stopped anywhere and gone on with."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.errors import ComputationError
from engine.fields.drawing import rays_at_once
from engine.fields.field import RadianceField
from engine.fields.marching import chunks, distortion, march, see
from engine.fields.photos import Photos, reaching
from engine.fields.quick import QuickField
from engine.fields.rendering import Sampling, looks
from engine.fields.sparse_depth import RAYS, SparseDepths, depth_error
from engine.text import QT_TRANSLATE_NOOP
from engine.training.randomness import seeded

T = TypeVar("T")


@dataclass(frozen=True)
class Recipe:
    """How a field is trained.

    ``rays`` a step and ``rate`` count for networks without a grid (Mildenhall et al. 2020: Adam, 5e-4, down tenfold in
    ``tenfold`` steps); the quick fields have theirs in their own options.
    """

    seed: int = 0
    rays: int = 1024
    rate: float = 5e-4
    tenfold: int = 250_000


@dataclass(frozen=True)
class Losses:
    """Mean squared errors of a step's rays: of the last look, and of the coarse one (None where there is none)."""

    last: float
    coarse: float | None
    accumulation: float


class Trainer:
    """Trains ``field`` in place.

    ``step`` steps were taken in ``seconds`` of training alone; ``factor`` multiplies the learning rates.
    Random numbers are drawn from (seed, step), so that a training that goes on draws the same. ``depths`` are rays to
    sparse points, for fields whose options count them.
    """

    def __init__(
        self,
        field: RadianceField,
        photos: Photos,
        sampling: Sampling,
        recipe: Recipe,
        depths: SparseDepths | None = None,
    ) -> None:
        self.depths = depths
        self.field, self.photos, self.sampling, self.recipe = field, photos, sampling, recipe
        self.step = 0
        self.seconds = 0.0
        self.factor = 1.0
        self.pixels = torch.arange(len(photos.colours), device="cpu")
        self.per_ray = 0.0
        self.recent: deque[tuple[float, float]] = deque(maxlen=RECENT)
        if isinstance(field, QuickField):
            self.per_ray = 0.8 * field.options.divisions[0]
            field.length.fill_(field.step_length(0))
        self.optimiser = self._optimiser()

    def _optimiser(self) -> torch.optim.Adam:
        if isinstance(self.field, QuickField):
            groups = [{"params": self.field.spatial_parameters()}, {"params": self.field.network_parameters()}]
            return torch.optim.Adam(groups, betas=(0.9, 0.99), eps=1e-8, fused=True)
        return torch.optim.Adam(self.field.parameters(), betas=(0.9, 0.999), eps=1e-7)

    def rate(self) -> float:
        """The learning rate of the next step (of what lies in space, for a quick field)."""
        if isinstance(self.field, QuickField):
            return self.field.options.rate * self.field.options.decay(self.step) * self.factor
        return self.recipe.rate * float(0.1 ** (self.step / self.recipe.tenfold)) * self.factor

    def training_step(self) -> Generator[None, None, Losses]:
        """One step; its time without the breaths is added to ``seconds``.

        Raises
        ------
        ComputationError
            The loss is no longer a number.
        """
        losses = yield from self._timed(self._quick() if isinstance(self.field, QuickField) else self._plain())
        if not math.isfinite(losses.last):
            raise ComputationError(
                QT_TRANSLATE_NOOP(
                    "errors", "The loss is no longer a number after step {step}: try a lower learning rate than {rate}."
                ),
                step=self.step,
                rate=f"{self.rate():g}",
            )
        self.recent.append((losses.last, losses.accumulation))
        return losses

    def _timed(self, running: Generator[None, None, T]) -> Generator[None, None, T]:
        while True:
            start = time.perf_counter()
            try:
                next(running)
            except StopIteration as end:
                self.seconds += time.perf_counter() - start
                result: T = end.value
                return result
            self.seconds += time.perf_counter() - start
            yield

    def _drawn(self, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
        chosen = torch.randint(len(self.pixels), (count,), generator=generator, device="cpu")
        origins, directions, colours = self.photos.rays(self.pixels.index_select(0, chosen))
        device = self.field.device
        return origins.to(device), directions.to(device), colours.to(device)

    def _quick(self) -> Generator[None, None, Losses]:
        field = self.field
        assert isinstance(field, QuickField)
        options = field.options
        generator = seeded(self.recipe.seed, self.step, 0)
        length = field.step_length(self.step)
        if float(field.length) != length:
            self.per_ray *= float(field.length) / length
            field.length.fill_(length)
        samples = options.samples[options.stage(self.step, options.samples_from)]
        count = int(min(max(samples / max(self.per_ray, 1.0), 256), options.rays))
        origins, directions, colours = self._drawn(count, generator)
        marched = march(field, origins, directions, length, generator)
        self.per_ray = 0.8 * self.per_ray + 0.2 * len(marched.t) / count
        parts = list(chunks(marched, count, field.learnt_at_once))
        yield
        self.optimiser.zero_grad(set_to_none=False)
        total = accumulated = 0.0
        for part, inside in parts:
            seen = see(field, origins[part], directions[part], inside, length, options.unseen)
            error = (seen.colour - colours[part]).square().sum() / (3 * count)
            loss = error
            if options.distortion:
                loss = error + options.distortion * distortion(seen, inside) / count
            if loss.requires_grad:
                loss.backward()
            total += float(error.detach())
            accumulated += float(seen.accumulation.detach().sum()) / count
            yield
        if options.sparse_depth and self.depths is not None:
            rays = self.depths.drawn(RAYS, generator, field.device)
            (options.sparse_depth * depth_error(field, rays, length, generator)).backward()
            yield
        for factor, regular in ((options.sparsity, field.sparsity), (options.variation, field.variation)):
            added = regular() if factor else None
            if added is not None:
                (factor * added).backward()
        rate = options.decay(self.step) * self.factor
        for group, base in zip(self.optimiser.param_groups, (options.rate, options.network_rate), strict=True):
            group["lr"] = base * rate
        self.optimiser.step()
        self.step += 1
        if options.updates_at(self.step):
            yield
            yield from field.find_empty(self.step)
            self.pixels = yield from reaching(self.photos, field.occupancy, field.bounds)
        if self.step in options.growing:
            yield
            self._grow(field, options.stage(self.step, options.growing))
        return Losses(total, None, accumulated)

    def _grow(self, field: QuickField, stage: int) -> None:
        """Go to a finer resolution with Adam's moments: without them its next steps would all be full ones."""
        old = self.optimiser
        before = [p for group in old.param_groups for p in group["params"]]
        if not field.grow(stage):
            return
        self.optimiser = self._optimiser()
        after = [p for group in self.optimiser.param_groups for p in group["params"]]
        for past, present in zip(before, after, strict=True):
            state = dict(old.state[past])
            if past.shape != present.shape:
                for moment in ("exp_avg", "exp_avg_sq"):
                    size = present.shape[2:]
                    state[moment] = F.interpolate(state[moment], size=size, mode="bilinear", align_corners=True)
            self.optimiser.state[present] = state

    def _plain(self) -> Generator[None, None, Losses]:
        generator = seeded(self.recipe.seed, self.step, 0)
        count = self.recipe.rays
        origins, directions, colours = self._drawn(count, generator)
        size = rays_at_once(self.field, self.sampling.coarse + self.sampling.fine, BACKWARD)
        self.optimiser.zero_grad()
        last = coarse = accumulated = 0.0
        looked = 0
        for start in range(0, count, size):
            part = slice(start, start + size)
            found = looks(self.field, origins[part], directions[part], self.sampling, generator)
            losses = [(look.integral.colour - colours[part]).square().sum() / (3 * count) for look in found]
            torch.stack(losses).sum().backward()
            last += float(losses[-1].detach())
            coarse += float(losses[0].detach())
            accumulated += float(found[-1].integral.accumulation.detach().sum()) / count
            looked = len(found)
            yield
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        self.optimiser.step()
        self.step += 1
        return Losses(last, coarse if looked > 1 else None, accumulated)

    def stuck(self) -> bool:
        """Whether the field has drawn nothing but the background for a while: it will not find out by itself."""
        if len(self.recent) < RECENT or self.field.bounds.background is None:
            return False
        return max(accumulation for _, accumulation in self.recent) < NOTHING

    def state(self) -> dict[str, Any]:
        """What :meth:`restore` needs besides the field's weights, in tensors and numbers."""
        return {
            "adam": self.optimiser.state_dict(),
            "seconds": self.seconds,
            "samples_per_ray": self.per_ray,
            "recent": [list(pair) for pair in self.recent],
        }

    def restoring(self, step: int, state: dict[str, Any]) -> Generator[None, None, None]:
        """Go on where ``state`` was taken; the field holds its weights already."""
        self.step = step
        self.seconds = float(state["seconds"])
        self.per_ray = float(state["samples_per_ray"])
        self.recent.extend((float(a), float(b)) for a, b in state["recent"])
        self.optimiser = self._optimiser()
        self.optimiser.load_state_dict(state["adam"])
        if isinstance(self.field, QuickField) and step >= self.field.options.updates[0]:
            self.pixels = yield from reaching(self.photos, self.field.occupancy, self.field.bounds)


RECENT = 50
"""Steps that are looked back on."""

NOTHING = 2e-3
"""A mean accumulation below this is the background alone."""

BACKWARD = 0.6e9
"""Floating-point operations of the forward part of a chunk that is differentiated as well."""
