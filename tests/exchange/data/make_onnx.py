"""Makes the ONNX files of this folder: narrow networks of torchvision's classes with random weights, and networks that this
project exported to PyTorch (`dla export NETWORK --to pytorch --out NAME.py`, given as NAME.py), as PyTorch writes them to ONNX.

    python3 make_onnx.py [NAME.py …]
"""

import importlib.util
import pathlib
import sys
import warnings

import torch
from torch import nn
from torchvision import models

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent


def warm(module: nn.Module) -> nn.Module:
    """Statistics as a trained network has them, so that folding a batch norm changes something."""
    for each in module.modules():
        if isinstance(each, nn.BatchNorm2d):
            each.running_mean.uniform_(-0.1, 0.1)
            each.running_var.uniform_(0.75, 1.25)
            each.weight.data.uniform_(0.75, 1.25)
            each.bias.data.uniform_(-0.1, 0.1)
    return module.eval()


def export(name: str, module: nn.Module, size: int, keep_norms: bool = False, **options: object) -> None:
    """As torch.onnx.export does by itself, batch norms folded, or with batch norms and names kept."""
    kept = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False} if keep_norms else {}
    path = str(HERE / f"{name}.onnx")
    torch.onnx.export(warm(module), torch.randn(1, 3, size, size), path, input_names=["input"], **kept, **options)


def resnet(block: type, layers: list[int], **options: int) -> nn.Module:
    net = models.ResNet(block, layers, num_classes=5, **options)
    return narrow(net, 32)


def narrow(net: nn.Module, divisor: int) -> nn.Module:
    """The same network with so much fewer channels."""
    for name, child in net.named_children():
        if isinstance(child, nn.Conv2d):
            ins = child.in_channels if child.in_channels == 3 else child.in_channels // divisor
            outs = child.out_channels // divisor
            groups = max(n for n in range(1, max(1, child.groups // divisor) + 1) if ins % n == 0 and outs % n == 0)
            bias = child.bias is not None
            setattr(net, name, nn.Conv2d(ins, outs, child.kernel_size, child.stride, child.padding, 1, groups, bias))
        elif isinstance(child, nn.BatchNorm2d):
            setattr(net, name, nn.BatchNorm2d(child.num_features // divisor))
        elif isinstance(child, nn.Linear):
            outs = child.out_features if child.out_features <= 5 else child.out_features // divisor
            setattr(net, name, nn.Linear(child.in_features // divisor, outs))
        else:
            narrow(child, divisor)
    return net


class Dense(nn.Module):
    """A U-Net of two levels: what brings maps up, in all the ways that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.inner = nn.Sequential(nn.Conv2d(4, 8, 3, padding=1, stride=2), nn.ReLU())
        self.up = nn.ConvTranspose2d(8, 8, 4, 2, 1, groups=8, bias=False)
        self.out = nn.Conv2d(12, 3, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = self.down(x)
        b = torch.cat([a, self.up(self.inner(a))], 1)
        y = nn.functional.interpolate(self.out(b), scale_factor=2, mode="bilinear", align_corners=True)
        y = y + nn.functional.interpolate(self.out(b), scale_factor=2, mode="nearest")
        y = nn.functional.avg_pool2d(nn.functional.pad(y, (1, 0, 0, 1)), 3, 1, 1, count_include_pad=False)
        return torch.softmax(y, 1)


class Odd(nn.Module):
    """Windows that do not divide the size, and a head as VGG has it."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5, stride=2, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(3, 2, ceil_mode=True),
            nn.Conv2d(6, 8, 2, padding=1),
            nn.BatchNorm2d(8, eps=1e-3),
            nn.ReLU(),
            nn.AvgPool2d(3, 2),
        )
        self.classifier = nn.Sequential(nn.Linear(8 * 3 * 3, 10), nn.ReLU(), nn.Dropout(), nn.Linear(10, 4))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.classifier(torch.flatten(self.features(x), 1))


class Bottle2neck(nn.Module):
    """Res2Net's block, as timm writes it: the channels split into parts that build on each other."""

    def __init__(self, ins: int, outs: int, width: int, scale: int = 4, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        self.width, self.is_first = width, stride > 1
        self.conv1 = nn.Conv2d(ins, width * scale, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width * scale)
        convs = [nn.Conv2d(width, width, 3, stride, 1, groups=groups, bias=False) for _ in range(scale - 1)]
        self.convs = nn.ModuleList(convs)
        self.bns = nn.ModuleList(nn.BatchNorm2d(width) for _ in convs)
        self.pool = nn.AvgPool2d(3, stride, 1) if stride > 1 else None
        self.conv3 = nn.Conv2d(width * scale, outs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outs)
        self.downsample = None
        if stride > 1 or ins != outs:
            self.downsample = nn.Sequential(nn.Conv2d(ins, outs, 1, stride, bias=False), nn.BatchNorm2d(outs))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        parts = torch.split(torch.relu(self.bn1(self.conv1(x))), self.width, 1)
        found: list[torch.Tensor] = []
        for index, (conv, bn) in enumerate(zip(self.convs, self.bns)):
            part = parts[index] if index == 0 or self.is_first else found[-1] + parts[index]
            found.append(torch.relu(bn(conv(part))))
        found.append(self.pool(parts[-1]) if self.pool else parts[-1])
        y = self.bn3(self.conv3(torch.cat(found, 1)))
        return torch.relu(y + (self.downsample(x) if self.downsample else x))


class Res2Net(nn.Module):
    """A stem and two stages of such blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.layer1 = nn.Sequential(Bottle2neck(8, 16, 4), Bottle2neck(16, 16, 4))
        self.layer2 = nn.Sequential(Bottle2neck(16, 32, 8, stride=2, groups=2), Bottle2neck(32, 32, 6, 3))
        self.fc = nn.Linear(32, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.layer2(self.layer1(torch.relu(self.bn1(self.conv1(x)))))
        return self.fc(x.mean((2, 3)))


def main() -> None:
    torch.manual_seed(0)
    basic, bottleneck = models.resnet.BasicBlock, models.resnet.Bottleneck
    export("resnet18-folded", resnet(basic, [2, 2, 2, 2]), 32)
    export("resnet50", resnet(bottleneck, [1, 2, 1, 1]), 32, keep_norms=True)
    export("resnext50", resnet(bottleneck, [1, 1, 1, 1], groups=32, width_per_group=4), 32, keep_norms=True)
    export("densenet", models.DenseNet(4, (2, 2), 8, 2, num_classes=5), 32, keep_norms=True)
    regnet = models.regnet_x_400mf(num_classes=5)
    regnet.trunk_output = regnet.trunk_output[:2]
    regnet.fc = nn.Linear(64, 5)
    export("regnet-folded", narrow(regnet, 4), 32)
    export("vgg11_bn", narrow(models.vgg11_bn(num_classes=5), 64), 224, keep_norms=True)
    export("dense", Dense(), 24, opset_version=13)
    export("res2net", Res2Net(), 32, keep_norms=True)
    export("res2net-folded", Res2Net(), 32)
    export("odd", Odd(), 31, keep_norms=True, opset_version=11)
    for path in map(pathlib.Path, sys.argv[1:]):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        export(f"port-{path.stem}", module.Network(), 64, keep_norms=True)
        export(f"port-{path.stem}-folded", module.Network(), 64)


main()
