"""One contender of the bench: PyTorch on one thread trains the same network on the same data, and prints one line of JSON."""

import argparse
import gzip
import json
import time
import zlib

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--datasets", required=True, help="folder of the prepared sets")
parser.add_argument("--model", choices=["mlp", "cnn", "lstm"], required=True)
for name in ["batch", "units", "warm-up-ms", "duration-ms"]:
    parser.add_argument(f"--{name}", type=int, required=True)
options = parser.parse_args()

torch.set_num_threads(1)
torch.manual_seed(1)


def read(name):
    with gzip.open(f"{options.datasets}/{name}.gz") as file:
        return bytearray(file.read())


def labels_of(name):
    return torch.frombuffer(read(name), dtype=torch.uint8).long()


def digits():
    images = torch.frombuffer(read("mnist/train-images-0.u8"), dtype=torch.uint8).float().div(255).reshape(-1, 1, 28, 28)
    convolutions = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.LazyLinear(options.units), nn.ReLU(), nn.Linear(options.units, 10)]
    return images, labels_of("mnist/train-labels.u8")[: len(images)], nn.Sequential(*(convolutions if options.model == "cnn" else []), *head)


class Reader(nn.Module):
    """Embedding, LSTM, and the last state into a Dense layer."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(4000, 64)
        self.lstm = nn.LSTM(64, options.units, batch_first=True)
        self.dense = nn.Linear(options.units, 2)

    def forward(self, tokens):
        return self.dense(self.lstm(self.embedding(tokens))[0][:, -1])


def messages():
    """Words numbered by a hash: as many different ones as elsewhere, which is all that speed depends on."""
    texts = json.loads(read("sms-spam/train-texts.json"))
    rows = [[4 + zlib.crc32(word.encode()) % 3996 for word in text.lower().split()[:100]] for text in texts]
    return torch.tensor([row + [0] * (100 - len(row)) for row in rows]), labels_of("sms-spam/train-labels.u8"), Reader()


inputs, labels, model = messages() if options.model == "lstm" else digits()
model(inputs[:1])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)


def step():
    chosen = torch.randint(0, len(inputs), (options.batch,))
    optimizer.zero_grad(set_to_none=True)
    loss = nn.functional.cross_entropy(model(inputs[chosen]), labels[chosen])
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
