#!/usr/bin/env python3
"""Times a training step and an evaluation of the quick-start in PyTorch, on images of noise in memory,
with each setting that PyTorch has for it. Needs torch, torchvision and numpy; Towers itself never does.

Use: quickstart_step.py BATCH_SIZE [--steps 60] [--threads N] [--evaluate]

The settings take turns of five steps. A step begins with a tensor of images and ends with the loss as a
Python number. Prints the median milliseconds of each setting as JSON.
"""
import argparse
import itertools
import json
import os
import statistics
import time

import torch
import torch.nn.functional as F

from quickstart import Net

PARAMETERS = 62_006
TURN = 5
BATCHES = 32  # the same batch for thousands of steps would end in gradients too small to be normal


class Setting:
    def __init__(self, batch_size, onednn, channels_last):
        self.name = f"oneDNN {'on' if onednn else 'off'}" + (", channels last" if channels_last else "")
        self.onednn = onednn
        layout = torch.channels_last if channels_last else torch.contiguous_format
        self.net = Net().to(memory_format=layout)
        count = sum(parameter.numel() for parameter in self.net.parameters())
        assert count == PARAMETERS, f"{count} parameters"
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.001, momentum=0.9, fused=True)
        batches = [(images.contiguous(memory_format=layout), labels) for images, labels in noise(batch_size)]
        self.round = len(batches)
        self.batches = itertools.cycle(batches)
        self.millis, self.losses = [], []

    def train(self):
        images, labels = next(self.batches)
        self.optimizer.zero_grad()
        loss = F.cross_entropy(self.net(images), labels)
        loss.backward()
        self.optimizer.step()
        self.losses.append(loss.item())

    def evaluate(self):
        images, labels = next(self.batches)
        with torch.inference_mode():
            return (self.net(images).argmax(1) == labels).sum().item()

    def require_fall(self):
        """Holds the mean loss of the last round of the batches to that of the first."""
        first, last = sum(self.losses[:self.round]), sum(self.losses[-self.round:])
        assert len(self.losses) < 2 * self.round or last < first, f"{self.name}: the loss did not fall"

    def take_turn(self, work):
        with torch.backends.mkldnn.flags(enabled=self.onednn, allow_tf32=None):
            work(self)
            for _ in range(TURN):
                start = time.perf_counter()
                work(self)
                self.millis.append((time.perf_counter() - start) * 1000)


def noise(batch_size):
    generator = torch.Generator().manual_seed(0)
    return [(torch.rand(batch_size, 3, 32, 32, generator=generator) * 2 - 1,
             torch.randint(0, 10, (batch_size,), generator=generator))
            for _ in range(max(2, BATCHES // (1 + batch_size // 64)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("batch_size", type=int)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--evaluate", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    settings = [Setting(options.batch_size, *choice)
                for choice in itertools.product((True, False), (True, False))]
    work = Setting.evaluate if options.evaluate else Setting.train
    for turn in range(1 + options.steps // TURN):
        for setting in settings:
            setting.take_turn(work)
            if turn == 0:
                setting.millis.clear()
    for setting in settings:
        setting.require_fall()
    print(json.dumps({setting.name: statistics.median(setting.millis) for setting in settings}))


if __name__ == "__main__":
    main()
