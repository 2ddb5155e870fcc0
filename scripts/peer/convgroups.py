#!/usr/bin/env python3
"""The networks convgroups-W-W-W in PyTorch, on random images in memory: the peer of a training step.
Needs torch; Towers itself never does.

Use: convgroups.py WIDTH WIDTH WIDTH [--batch-size 256] [--steps 40] [--threads 2]
                   [--precision float32|bfloat16] [--channels-last]

A step takes a batch by index, moves it by up to 2 pixels and mirrors half of it, and updates by SGD with
Nesterov momentum. Prints images per second as JSON.
"""
import argparse
import json
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Group(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        x = F.relu(self.norm1(F.max_pool2d(self.conv1(x), 2)))
        return F.relu(self.norm2(self.conv2(x)))


class ConvGroups(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.stem = nn.Conv2d(3, 24, 2, bias=False)
        self.stem.weight.requires_grad = False
        inputs = [24] + widths[:-1]
        self.groups = nn.Sequential(*[Group(i, o) for i, o in zip(inputs, widths)])
        self.fc = nn.Linear(widths[-1], 10)

    def forward(self, x):
        x = self.groups(F.relu(self.stem(x)))
        return self.fc(x.amax((2, 3)).float()) / 9


def views(images):
    """Each image moved within its reflection, and mirrored or not."""
    size = images.shape[-1]
    images = torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images, images.flip(3))
    padded = F.pad(images, (2, 2, 2, 2), "reflect")
    down, right = torch.randint(0, 5, (2, len(images)))
    moved = torch.empty_like(images)
    for d in range(5):
        for r in range(5):
            chosen = (down == d) & (right == r)
            moved[chosen] = padded[chosen, :, d:d + size, r:r + size]
    return moved


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("widths", type=int, nargs=3)
    parser.add_argument("--batch-size", type=int, default=256)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--channels-last", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    layout = torch.channels_last if args.channels_last else torch.contiguous_format
    net = ConvGroups(args.widths).to(memory_format=layout)
    trained = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=0.01, momentum=0.85, nesterov=True, weight_decay=0.0013)
    images = torch.randn(5000, 3, 32, 32)
    labels = torch.randint(0, 10, (5000,))
    warm_up = 5
    for step in range(warm_up + args.steps):
        if step == warm_up:
            start = time.perf_counter()
        index = torch.randint(0, len(images), (args.batch_size,))
        batch = views(images[index]).contiguous(memory_format=layout)
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.precision == "bfloat16"):
            logits = net(batch)
        F.cross_entropy(logits, labels[index], label_smoothing=0.1).backward()
        optimizer.step()
    seconds = time.perf_counter() - start
    print(json.dumps({"images_per_second": args.steps * args.batch_size / seconds}))


if __name__ == "__main__":
    main()
