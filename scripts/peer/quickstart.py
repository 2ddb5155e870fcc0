#!/usr/bin/env python3
"""The classic quick-start in PyTorch, on CIFAR-10 in its binary layout: the peer that we measure
against. Needs torch, torchvision and numpy; Towers itself never does.

Use: quickstart.py DATA_DIR [--seed N] [--epochs 2] [--loader original|memory] [--threads N]
                            [--steps N]

DATA_DIR holds data_batch_1.bin ... test_batch.bin. "--loader original" decodes, transforms and
collates each image in two worker processes, as the tutorial does; "--loader memory" is the leanest
loop that PyTorch allows: the whole data set as one float tensor, batches by indexing.
"""
import argparse
import json
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision.transforms as transforms
from PIL import Image


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


class Cifar(torch.utils.data.Dataset):
    def __init__(self, files):
        records = np.concatenate([np.fromfile(f, np.uint8).reshape(-1, 3073) for f in files])
        self.labels = records[:, 0].astype(np.int64)
        self.images = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1).copy()
        self.transform = transforms.Compose(
            [transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)])

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.transform(Image.fromarray(self.images[i])), int(self.labels[i])

    def tensors(self):
        pixels = torch.from_numpy(self.images).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
        return pixels.contiguous(), torch.from_numpy(self.labels)


class MemoryLoader:
    def __init__(self, dataset, batch, shuffle):
        self.images, self.labels = dataset.tensors()
        self.batch, self.shuffle = batch, shuffle

    def __iter__(self):
        n = len(self.labels)
        order = torch.randperm(n) if self.shuffle else torch.arange(n)
        for i in range(0, n, self.batch):
            chosen = order[i:i + self.batch]
            yield self.images[chosen], self.labels[chosen]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--loader", choices=["original", "memory"], default="original")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--steps", type=int, help="stop after so many steps and skip the test")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)

    train = Cifar([options.data / f"data_batch_{i}.bin" for i in range(1, 6)])
    test = Cifar([options.data / "test_batch.bin"])
    if options.loader == "original":
        def loader(dataset, shuffle):
            return torch.utils.data.DataLoader(dataset, batch_size=4, shuffle=shuffle,
                                               num_workers=2)
    else:
        def loader(dataset, shuffle):
            return MemoryLoader(dataset, 4, shuffle)

    net = Net()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    batches = loader(train, True)
    start = time.monotonic()
    steps, losses, first = 0, [], None
    for epoch in range(options.epochs):
        running = 0.0
        for i, (images, labels) in enumerate(batches):
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
            first = loss.item() if first is None else first
            steps += 1
            if i % 2000 == 1999:
                print(f"[{epoch + 1}, {i + 1:5d}] loss: {running / 2000:.3f}", flush=True)
                losses.append(running / 2000)
                running = 0.0
            if steps == options.steps:
                break
        if steps == options.steps:
            break
    seconds = time.monotonic() - start

    accuracy = None
    if not options.steps:
        correct = total = 0
        with torch.no_grad():
            for images, labels in loader(test, False):
                correct += (net(images).argmax(1) == labels).sum().item()
                total += len(labels)
        accuracy = correct / total
    print(json.dumps({
        "torch": torch.__version__, "threads": torch.get_num_threads(), "seed": options.seed,
        "loader": options.loader, "steps": steps, "seconds": round(seconds, 3),
        "images_per_second": round(steps * 4 / seconds, 1), "first_loss": first,
        "last_loss": losses[-1] if losses else None, "accuracy": accuracy}))


if __name__ == "__main__":
    main()
