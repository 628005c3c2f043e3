"""How each family of attention modules computes its weights, from the module's own input and its own weights.

A family splits what a module does in four: what it projects, the scores of queries and keys before the softmax, what
is made of the mixed values, and its own output. Every tensor has the windows first: one for global attention.
Vaswani et al. 2017, section 3.2; Liu et al. 2021, section 3.2 (windows, shift, relative position bias); Liu et al.
2022, section 3 (cosine attention, log-spaced continuous position bias).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HOTTEST = math.log(100.0)
"""Upper clamp of SwinV2's learned logarithm of the logit scale: a temperature of 0.01 at least."""


@dataclass(frozen=True)
class Call:
    """What an attention module was called with.

    ``tokens`` is (windows, N, C); torchvision's Swin modules take the grid (1, h, w, C) instead. ``arguments`` are the
    others by their names. ``grid`` (h, w) is known where the module stands in a Swin block, else (0, 0).
    """

    tokens: Tensor
    arguments: dict[str, Any] = field(default_factory=dict)
    grid: tuple[int, int] = (0, 0)


Split = tuple[Tensor, Tensor, Tensor]
"""Queries, keys and values, each (windows, heads, N, d)."""


class Family:
    """One kind of attention module."""

    names: tuple[str, ...] = ()
    """Names of the arguments after the tokens, in their order."""

    def calls_projection(self, module: Any) -> bool:
        """Whether the module calls its submodule ``qkv``, whose output can be taken instead of computed again."""
        return False

    def projected(self, module: Any, call: Call) -> Tensor:
        """Queries, keys and values side by side, (windows, N, 3 heads d)."""
        raise NotImplementedError

    def split(self, module: Any, projected: Tensor, call: Call) -> Split:
        """What :meth:`projected` gave, by its parts and heads, normalised where the module does."""
        count, tokens, _ = projected.shape
        parts = projected.reshape(count, tokens, 3, module.num_heads, -1).permute(2, 0, 3, 1, 4)
        queries, keys, values = parts.unbind(0)
        return queries, keys, values

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        """What the softmax takes, (windows, heads, queries, keys)."""
        raise NotImplementedError

    def finished(self, module: Any, mixed: Tensor, call: Call) -> Any:
        """The module's output from the mixed values (windows, heads, N, d)."""
        joined = mixed.transpose(1, 2).flatten(2)
        return module.proj(joined)

    def layout(self, module: Any, block: Any, call: Call) -> tuple[tuple[int, int], tuple[int, int]]:
        """(window, shift), each (rows, columns) in tokens; (0, 0) both where attention is global."""
        return (0, 0), (0, 0)

    pads_first = False
    """Whether the grid is padded to whole windows before it is rolled (torchvision), or after (timm)."""


class _GlobalAttention(Family):
    """timm's ``Attention``: ViT, DeiT, DINO and DINOv2, with norms of queries and keys where they have them."""

    names: tuple[str, ...] = ("attn_mask", "is_causal")

    def calls_projection(self, module: Any) -> bool:
        return True

    def projected(self, module: Any, call: Call) -> Tensor:
        result: Tensor = module.qkv(call.tokens)
        return result

    def split(self, module: Any, projected: Tensor, call: Call) -> Split:
        queries, keys, values = super().split(module, projected, call)
        return module.q_norm(queries), module.k_norm(keys), values

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        scores = queries * module.scale @ keys.transpose(-2, -1)
        return _masked(scores, call.arguments.get("attn_mask"), bool(call.arguments.get("is_causal")))

    def finished(self, module: Any, mixed: Tensor, call: Call) -> Any:
        joined = module.norm(mixed.transpose(1, 2).flatten(2))
        if getattr(module, "gate", None) is not None:
            joined = joined * module.gate(call.tokens).sigmoid()
        return module.proj(joined)


class _RotaryAttention(_GlobalAttention):
    """timm's ``EvaAttention``: DINOv3, whose queries and keys are turned by their positions."""

    names = ("rope", "attn_mask", "is_causal")

    def calls_projection(self, module: Any) -> bool:
        return module.qkv is not None and module.q_bias is None

    def projected(self, module: Any, call: Call) -> Tensor:
        if module.qkv is None:
            parts = (module.q_proj(call.tokens), module.k_proj(call.tokens), module.v_proj(call.tokens))
            return torch.cat(parts, -1)
        return _projected_with_own_bias(module, call.tokens)

    def split(self, module: Any, projected: Tensor, call: Call) -> Split:
        queries, keys, values = super().split(module, projected, call)
        rope = call.arguments.get("rope")
        if rope is not None:
            queries = self._turned(module, queries, rope).type_as(values)
            keys = self._turned(module, keys, rope).type_as(values)
        return queries, keys, values

    def _turned(self, module: Any, tokens: Tensor, rope: Tensor) -> Tensor:
        from timm.layers.pos_embed_sincos import apply_rot_embed_cat

        prefix = module.num_prefix_tokens
        turned = apply_rot_embed_cat(tokens[:, :, prefix:], rope, half=getattr(module, "rotate_half", False))
        return torch.cat([tokens[:, :, :prefix], turned], 2)


class _WindowAttention(Family):
    """timm's Swin: relative position bias, and the shifted windows' mask as the module was given it."""

    names = ("mask",)

    def calls_projection(self, module: Any) -> bool:
        return True

    def projected(self, module: Any, call: Call) -> Tensor:
        result: Tensor = module.qkv(call.tokens)
        return result

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        scores = queries * module.scale @ keys.transpose(-2, -1) + module._get_rel_pos_bias()
        return _with_window_mask(scores, call.arguments.get("mask"))

    def layout(self, module: Any, block: Any, call: Call) -> tuple[tuple[int, int], tuple[int, int]]:
        return _pair(module.window_size), _pair(block.shift_size)


class _CosineWindowAttention(_WindowAttention):
    """timm's SwinV2: the cosine of queries and keys times a clamped scale, and a bias from a small network."""

    def calls_projection(self, module: Any) -> bool:
        return False

    def projected(self, module: Any, call: Call) -> Tensor:
        return _projected_with_own_bias(module, call.tokens)

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        area = module.window_size[0] * module.window_size[1]
        table = module.cpb_mlp(module.relative_coords_table).view(-1, module.num_heads)
        bias = table[module.relative_position_index.view(-1)].view(area, area, -1).permute(2, 0, 1)
        scores = _cosine(queries, keys, module.logit_scale) + 16 * torch.sigmoid(bias)
        return _with_window_mask(scores, call.arguments.get("mask"))


class _MultiheadAttention(Family):
    """torch's ``nn.MultiheadAttention`` where queries, keys and values are made of the same tokens (torchvision)."""

    names = ("key", "value", "key_padding_mask", "need_weights", "attn_mask", "average_attn_weights", "is_causal")

    def projected(self, module: Any, call: Call) -> Tensor:
        return F.linear(call.tokens, module.in_proj_weight, module.in_proj_bias)

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        return queries / math.sqrt(queries.shape[-1]) @ keys.transpose(-2, -1)

    def finished(self, module: Any, mixed: Tensor, call: Call) -> Any:
        return module.out_proj(mixed.transpose(1, 2).flatten(2)), None


class _GridWindowAttention(Family):
    """torchvision's Swin and SwinV2: the module itself pads, shifts, partitions and puts back."""

    pads_first = True

    def layout(self, module: Any, block: Any, call: Call) -> tuple[tuple[int, int], tuple[int, int]]:
        window, shift = _pair(module.window_size), list(_pair(module.shift_size))
        padded = _padded(call.tokens.shape[1], call.tokens.shape[2], window)
        for axis in (0, 1):  # a window as large as the grid is not shifted
            if window[axis] >= padded[axis]:
                shift[axis] = 0
        return window, (shift[0], shift[1])

    def projected(self, module: Any, call: Call) -> Tensor:
        bias = module.qkv.bias
        if hasattr(module, "logit_scale") and bias is not None:  # version 2 has keys without a bias
            third = len(bias) // 3
            bias = torch.cat([bias[:third], torch.zeros_like(bias[:third]), bias[2 * third :]])
        window, shift = self.layout(module, None, call)
        grid = call.tokens
        rows, columns = _padded(grid.shape[1], grid.shape[2], window)
        grid = F.pad(grid, (0, 0, 0, columns - grid.shape[2], 0, rows - grid.shape[1]))
        if any(shift):
            grid = torch.roll(grid, (-shift[0], -shift[1]), (1, 2))
        return F.linear(partitioned(grid, window), module.qkv.weight, bias)

    def scores(self, module: Any, queries: Tensor, keys: Tensor, call: Call) -> Tensor:
        if hasattr(module, "logit_scale"):
            scores = _cosine(queries, keys, module.logit_scale)
        else:
            scores = queries * queries.shape[-1] ** -0.5 @ keys.transpose(-2, -1)
        scores = scores + module.get_relative_position_bias()
        window, shift = self.layout(module, None, call)
        if any(shift):
            rows, columns = _padded(call.tokens.shape[1], call.tokens.shape[2], window)
            mask = shift_mask((rows, columns), window, shift).to(scores)
            scores = _with_window_mask(scores, mask)
        return scores

    def finished(self, module: Any, mixed: Tensor, call: Call) -> Any:
        out = module.proj(mixed.transpose(1, 2).flatten(2))
        window, shift = self.layout(module, None, call)
        batch, high, wide, channels = call.tokens.shape
        rows, columns = _padded(high, wide, window)
        out = out.view(batch, rows // window[0], columns // window[1], *window, channels)
        out = out.permute(0, 1, 3, 2, 4, 5).reshape(batch, rows, columns, channels)
        if any(shift):
            out = torch.roll(out, shift, (1, 2))
        return out[:, :high, :wide].contiguous()


def partitioned(grid: Tensor, window: tuple[int, int]) -> Tensor:
    """The windows (count, rows times columns, C) of a grid (1, h, w, C) whose sides are whole numbers of them."""
    batch, high, wide, channels = grid.shape
    parts = grid.view(batch, high // window[0], window[0], wide // window[1], window[1], channels)
    return parts.permute(0, 1, 3, 2, 4, 5).reshape(-1, window[0] * window[1], channels)


def shift_mask(size: tuple[int, int], window: tuple[int, int], shift: tuple[int, int]) -> Tensor:
    """-100 where two tokens of a shifted window come from different parts of the picture, else 0.

    (windows, N, N) for a padded grid of ``size``. Liu et al. 2021, section 3.2, "efficient batch computation".
    """
    parts = torch.zeros(1, *size, 1)
    number = 0
    for rows in _stretches(window[0], shift[0]):
        for columns in _stretches(window[1], shift[1]):
            parts[:, rows, columns] = number
            number += 1
    flat = partitioned(parts, window)[..., 0]
    return torch.where(flat[:, None] == flat[:, :, None], 0.0, -100.0)


def _stretches(window: int, shift: int) -> tuple[slice, ...]:
    if shift == 0:
        return (slice(None),)
    return slice(0, -window), slice(-window, -shift), slice(-shift, None)


def _projected_with_own_bias(module: Any, tokens: Tensor) -> Tensor:
    """The projection of a module that keeps the biases of queries, keys and values apart."""
    bias = None if module.q_bias is None else torch.cat((module.q_bias, module.k_bias, module.v_bias))
    if bias is None or module.qkv_bias_separate:
        projected: Tensor = module.qkv(tokens)
        return projected if bias is None else projected + bias
    return F.linear(tokens, module.qkv.weight, bias)


def _cosine(queries: Tensor, keys: Tensor, logit_scale: Tensor) -> Tensor:
    cosine = F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).transpose(-2, -1)
    return cosine * logit_scale.clamp(max=HOTTEST).exp()


def _masked(scores: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
    if causal:
        return scores + torch.full_like(scores, -math.inf).triu(1)
    if mask is None:
        return scores
    if mask.dtype == torch.bool:
        return scores.masked_fill(~mask, -math.inf)
    return scores + mask


def _with_window_mask(scores: Tensor, mask: Tensor | None) -> Tensor:
    """``scores`` (windows, heads, N, N) plus ``mask`` (windows of one picture, N, N)."""
    if mask is None:
        return scores
    pictures = scores.view(-1, len(mask), *scores.shape[1:]) + mask[None, :, None]
    return pictures.view_as(scores)


def _padded(high: int, wide: int, window: tuple[int, int]) -> tuple[int, int]:
    return -(-high // window[0]) * window[0], -(-wide // window[1]) * window[1]


def _pair(value: Any) -> tuple[int, int]:
    return (int(value), int(value)) if isinstance(value, int) else (int(value[0]), int(value[1]))


def family_of(module: nn.Module) -> Family | None:
    """The family of an attention module, or None where it is none or is of an unknown kind."""
    return _FAMILIES.get((type(module).__module__, type(module).__name__)) if _is_plain(module) else None


def _is_plain(module: Any) -> bool:
    """Whether the module does what its family says; only torch's own can do much more."""
    if not isinstance(module, nn.MultiheadAttention):
        return True
    same: bool = module._qkv_same_embed_dim
    return same and module.batch_first and module.bias_k is None and not module.add_zero_attn


_FAMILIES: dict[tuple[str, str], Family] = {
    ("timm.layers.attention", "Attention"): _GlobalAttention(),
    ("timm.models.eva", "EvaAttention"): _RotaryAttention(),
    ("timm.models.swin_transformer", "WindowAttention"): _WindowAttention(),
    ("timm.models.swin_transformer_v2", "WindowAttention"): _CosineWindowAttention(),
    ("torch.nn.modules.activation", "MultiheadAttention"): _MultiheadAttention(),
    ("torchvision.models.swin_transformer", "ShiftedWindowAttention"): _GridWindowAttention(),
    ("torchvision.models.swin_transformer", "ShiftedWindowAttentionV2"): _GridWindowAttention(),
}
