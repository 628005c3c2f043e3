"""Write ``assets/catalogue.json``: ``python -m engine.networks.make_catalogue``. Needs no internet."""

from __future__ import annotations

import json
from typing import Any

import torch
from torch import nn

from engine.data.writing import write_bytes
from engine.networks.building import build, preprocessing_of
from engine.networks.catalogue import FILE
from engine.networks.naming import Resolved, resolve
from engine.weights.official import official, timm_weights, torchvision_entry, torchvision_weights

# family: {name: title}
NETWORKS: dict[str, dict[str, str]] = {
    "Vitrine": {
        "photonet": "PhotoNet",
        "resnet20": "ResNet-20",
        "lenet5": "LeNet-5",
        "small_cnn": "Small CNN",
        "vit6": "ViT-6",
        "small_swin": "Small Swin",
    },
    "AlexNet": {"alexnet": "AlexNet"},
    "VGG": {
        "vgg11": "VGG-11",
        "vgg13": "VGG-13",
        "vgg16": "VGG-16",
        "vgg19": "VGG-19",
        "vgg11_bn": "VGG-11 BN",
        "vgg16_bn": "VGG-16 BN",
        "vgg19_bn": "VGG-19 BN",
    },
    "Inception": {
        "googlenet": "GoogLeNet",
        "inception_v3": "Inception v3",
        "inception_v4": "Inception v4",
        "inception_resnet_v2": "Inception-ResNet v2",
        "legacy_xception": "Xception",
    },
    "ResNet": {
        "resnet18": "ResNet-18",
        "resnet34": "ResNet-34",
        "resnet50": "ResNet-50",
        "resnet101": "ResNet-101",
        "resnet152": "ResNet-152",
        "wide_resnet50_2": "Wide ResNet-50-2",
        "wide_resnet101_2": "Wide ResNet-101-2",
        "resnext50_32x4d": "ResNeXt-50 32x4d",
        "resnext101_32x8d": "ResNeXt-101 32x8d",
    },
    "DenseNet": {
        "densenet121": "DenseNet-121",
        "densenet161": "DenseNet-161",
        "densenet169": "DenseNet-169",
        "densenet201": "DenseNet-201",
    },
    "SENet": {
        "seresnet50": "SE-ResNet-50",
        "seresnext50_32x4d": "SE-ResNeXt-50 32x4d",
        "legacy_seresnet18": "SE-ResNet-18 (2017)",
        "legacy_seresnet50": "SE-ResNet-50 (2017)",
        "legacy_seresnext50_32x4d": "SE-ResNeXt-50 32x4d (2017)",
        "legacy_senet154": "SENet-154",
    },
    "EfficientNet": {
        "efficientnet_b0": "EfficientNet-B0",
        "efficientnet_b1": "EfficientNet-B1",
        "efficientnet_b2": "EfficientNet-B2",
        "efficientnet_b3": "EfficientNet-B3",
        "efficientnet_b4": "EfficientNet-B4",
        "efficientnet_v2_s": "EfficientNetV2-S",
    },
    "SqueezeNet": {"squeezenet1_0": "SqueezeNet 1.0", "squeezenet1_1": "SqueezeNet 1.1"},
    "MobileNet": {
        "mobilenetv1_100": "MobileNet v1",
        "mobilenet_v2": "MobileNet v2",
        "mobilenetv2_100": "MobileNet v2 (timm)",
        "mobilenet_v3_small": "MobileNet v3 small",
        "mobilenet_v3_large": "MobileNet v3 large",
        "mobilenetv3_large_100": "MobileNet v3 large (timm)",
        "mobilenetv4_conv_small": "MobileNet v4 small",
        "mobilenetv4_conv_medium": "MobileNet v4 medium",
    },
    "ShuffleNet": {
        "shufflenet_v2_x0_5": "ShuffleNet v2 x0.5",
        "shufflenet_v2_x1_0": "ShuffleNet v2 x1",
        "shufflenet_v2_x2_0": "ShuffleNet v2 x2",
    },
    "MnasNet": {"mnasnet0_5": "MnasNet 0.5", "mnasnet1_0": "MnasNet 1.0"},
    "RegNet": {
        "regnet_x_400mf": "RegNetX-400MF",
        "regnet_y_400mf": "RegNetY-400MF",
        "regnet_y_800mf": "RegNetY-800MF",
        "regnet_y_8gf": "RegNetY-8GF",
    },
    "ConvNeXt": {
        "convnext_tiny": "ConvNeXt-T",
        "convnext_small": "ConvNeXt-S",
        "convnext_base": "ConvNeXt-B",
        "convnextv2_tiny": "ConvNeXt V2-T",
    },
    "ViT": {
        "vit_tiny_patch16_224": "ViT-Ti/16",
        "vit_small_patch16_224": "ViT-S/16",
        "vit_small_patch8_224": "ViT-S/8 (DINO)",
        "vit_base_patch16_224": "ViT-B/16",
        "vit_base_patch32_224": "ViT-B/32",
        "vit_large_patch16_224": "ViT-L/16",
        "vit_b_16": "ViT-B/16 (torchvision)",
    },
    "DeiT": {
        "deit_tiny_patch16_224": "DeiT-Ti/16",
        "deit_small_patch16_224": "DeiT-S/16",
        "deit_base_patch16_224": "DeiT-B/16",
        "deit_tiny_distilled_patch16_224": "DeiT-Ti/16 distilled",
        "deit3_small_patch16_224": "DeiT III-S/16",
    },
    "Swin": {
        "swin_tiny_patch4_window7_224": "Swin-T",
        "swin_small_patch4_window7_224": "Swin-S",
        "swin_base_patch4_window7_224": "Swin-B",
        "swin_t": "Swin-T (torchvision)",
    },
    "Swin V2": {
        "swinv2_tiny_window8_256": "Swin V2-T",
        "swinv2_small_window8_256": "Swin V2-S",
        "swin_v2_t": "Swin V2-T (torchvision)",
    },
}


def entry(name: str, title: str, family: str) -> dict[str, Any]:
    """One network of the catalogue, as JSON."""
    found = resolve(name)
    module = _without_memory(found)
    wanted = preprocessing_of(found, module, "", {}, 0)
    known = {"timm": timm_weights, "torchvision": torchvision_weights}.get(found.library, lambda _: ())(found.name)
    weights = [official(found.library, found.name, tag) for tag in known]
    parameters = sum(p.numel() for p in module.parameters())
    if found.library == "torchvision":  # without the heads that only training uses
        parameters = torchvision_entry(found.name, known[0]).meta["num_params"]
    return {
        "name": name,
        "title": title,
        "family": family,
        "source": found.library,
        "parameters": parameters,
        "input_size": [wanted.channels, *wanted.size],
        "weights": [
            {
                "name": w.weights,
                "file": w.file,
                "also": list(w.also),
                "bytes": None,
                "licence": w.licence,
                "classes": w.classes,
            }
            for w in weights
        ],
    }


def _without_memory(found: Resolved) -> nn.Module:
    """The network on the meta device, or, where its constructor needs numbers, in memory without its random start."""
    arguments = {"num_classes": 1000} if found.library == "timm" else {}
    try:
        with torch.device("meta"):
            return build(found, arguments)
    except Exception:  # constructors fail in many ways without numbers
        return build(found, arguments, random_start=False)


def main() -> None:
    """Write the file."""
    networks = [entry(name, title, family) for family, names in NETWORKS.items() for name, title in names.items()]
    write_bytes(FILE, (json.dumps({"networks": networks}, indent=1, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
