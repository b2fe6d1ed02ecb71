"""One contender of the bench: PyTorch on one thread trains the same network on the same digits, and prints one line of JSON."""

import argparse
import gzip
import json
import time

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--digits", required=True, help="folder of the prepared MNIST shards")
parser.add_argument("--model", choices=["mlp", "cnn"], required=True)
for name in ["batch", "units", "warm-up-ms", "duration-ms"]:
    parser.add_argument(f"--{name}", type=int, required=True)
options = parser.parse_args()

torch.set_num_threads(1)
torch.manual_seed(1)


def read(name):
    with gzip.open(f"{options.digits}/{name}.u8.gz") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)


images = read("train-images-0").float().div(255).reshape(-1, 1, 28, 28)
labels = read("train-labels")[: len(images)].long()
convolutions = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2)]
model = nn.Sequential(
    *(convolutions if options.model == "cnn" else []),
    nn.Flatten(),
    nn.LazyLinear(options.units),
    nn.ReLU(),
    nn.Linear(options.units, 10),
)
model(images[:1])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)


def step():
    chosen = torch.randint(0, len(images), (options.batch,))
    optimizer.zero_grad(set_to_none=True)
    loss = nn.functional.cross_entropy(model(images[chosen]), labels[chosen])
    loss.backward()
    optimizer.step()
    return loss


def train(duration_ms):
    started = time.perf_counter()
    steps = 0
    while True:
        loss = step()
        steps += 1
        elapsed_ms = 1000 * (time.perf_counter() - started)
        if elapsed_ms >= duration_ms:
            return {"steps": steps, "durationMs": elapsed_ms, "loss": loss.item()}


train(options.warm_up_ms)
print(json.dumps(train(options.duration_ms)))
