#!/usr/bin/env python3
"""The classic quick-start in PyTorch, on CIFAR-10 in its binary layout: the peer that we measure
against. Needs torch, torchvision and numpy; Towers itself never does.

Use: quickstart.py DATA_DIR [--seed N] [--epochs 2] [--loader original|memory] [--threads N]
                            [--log-every 2000]

DATA_DIR holds data_batch_1.bin ... test_batch.bin. "--loader original" decodes, transforms and
collates each image in two worker processes, as the tutorial does; "--loader memory" is the leanest
loop that PyTorch allows: the whole data set as one float tensor, batches by indexing. Like the
tutorial it trains, saves the weights, loads them, asks about four images, and goes through the test
images for the accuracy, and again for that of each class; it draws no images.
The last line has the figures as JSON.
"""
import argparse
import json
import pathlib
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision.transforms as transforms
from PIL import Image

BATCH = 4
CLASSES = ("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


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

    def __len__(self):
        return -(-len(self.labels) // self.batch)

    def __iter__(self):
        n = len(self.labels)
        order = torch.randperm(n) if self.shuffle else torch.arange(n)
        for i in range(0, n, self.batch):
            chosen = order[i:i + self.batch]
            yield self.images[chosen], self.labels[chosen]


def loaders(options):
    """Batches to train on and to test with, which may be gone through more than once."""
    train = Cifar([options.data / f"data_batch_{i}.bin" for i in range(1, 6)])
    test = Cifar([options.data / "test_batch.bin"])
    if options.loader == "memory":
        return MemoryLoader(train, BATCH, True), MemoryLoader(test, BATCH, False)
    return (torch.utils.data.DataLoader(train, batch_size=BATCH, shuffle=True, num_workers=2),
            torch.utils.data.DataLoader(test, batch_size=BATCH, shuffle=False, num_workers=2))


def train(net, batches, epochs, log_every):
    """Returns the first loss and the last mean one."""
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    first = last = None
    for epoch in range(epochs):
        running = 0.0
        for i, (images, labels) in enumerate(batches):
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
            first = loss.item() if first is None else first
            if i % log_every == log_every - 1:
                last = running / log_every
                print(f"[{epoch + 1}, {i + 1:5d}] loss: {last:.3f}", flush=True)
                running = 0.0
    return first, last


def saved_and_loaded(net):
    with tempfile.TemporaryDirectory() as folder:
        weights = pathlib.Path(folder) / "cifar_net.pth"
        torch.save(net.state_dict(), weights)
        loaded = Net()
        loaded.load_state_dict(torch.load(weights, weights_only=True))
        return loaded


def show_four(net, batches):
    images, labels = next(iter(batches))
    with torch.no_grad():
        predicted = net(images).argmax(1)
    print("GroundTruth: ", " ".join(CLASSES[label] for label in labels))
    print("Predicted:   ", " ".join(CLASSES[label] for label in predicted))


def test(net, batches):
    """Returns the accuracy over all test images."""
    correct = total = 0
    with torch.no_grad():
        for images, labels in batches:
            correct += (net(images).argmax(1) == labels).sum().item()
            total += len(labels)
    print(f"Accuracy of the network on the {total} test images: {100 * correct // total} %")
    return correct / total


def test_by_class(net, batches):
    correct, total = [0] * len(CLASSES), [0] * len(CLASSES)
    with torch.no_grad():
        for images, labels in batches:
            for label, predicted in zip(labels.tolist(), net(images).argmax(1).tolist()):
                correct[label] += label == predicted
                total[label] += 1
    for name, right, all_of_it in zip(CLASSES, correct, total):
        print(f"Accuracy for class {name:5s}: {100 * right / all_of_it:.1f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--loader", choices=["original", "memory"], default="original")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--log-every", type=int, default=2000)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    training_batches, test_batches = loaders(options)

    net = Net()
    start = time.monotonic()
    first, last = train(net, training_batches, options.epochs, options.log_every)
    seconds = time.monotonic() - start

    net = saved_and_loaded(net)
    show_four(net, test_batches)
    accuracy = test(net, test_batches)
    test_by_class(net, test_batches)
    images = options.epochs * len(training_batches) * BATCH
    print(json.dumps({
        "torch": torch.__version__, "threads": torch.get_num_threads(), "seed": options.seed,
        "loader": options.loader, "training_seconds": round(seconds, 3),
        "images_per_second": round(images / seconds, 1), "first_loss": first, "last_loss": last,
        "accuracy": accuracy}))


if __name__ == "__main__":
    main()
