import { expect, test } from "vitest";
import { say } from "@/base/text";
import type { CodeSource } from "@/interop/code/code-source";
import { readTorch } from "@/interop/code/pytorch/read-torch";
import { wiringOf } from "@/interop/code/wiring";
import { addLayer } from "@/network/edit";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");
const taking = (shape: readonly number[]): CodeSource => ({ ...project, network: addLayer({ nodes: [], edges: [] }, "Input", { config: { shape } }).network });
const imports =
  "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nimport torch.optim as optim\nfrom torch.utils.data import DataLoader, TensorDataset\n";

interface Pasted {
  readonly what: string;
  readonly shape?: readonly number[];
  readonly text: string;
  /** Classes, in the order in which they are computed. */
  readonly layers: string;
  readonly training?: object;
  readonly notes?: readonly string[];
}

const pasted: readonly Pasted[] = [
  {
    what: "two convolutions, functions, a flat view, and a log of softmax, trained epoch by epoch",
    text: `
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.max_pool2d(x, 2)
        x = self.dropout1(x)
        x = x.view(-1, 9216)
        x = F.relu(self.fc1(x))
        x = self.fc2(x)
        return F.log_softmax(x, dim=1)

def train(model, device, loader, optimizer, epoch):
    model.train()
    for batch_idx, (data, target) in enumerate(loader):
        data, target = data.to(device), target.to(device)
        optimizer.zero_grad()
        output = model(data)
        loss = F.nll_loss(output, target)
        loss.backward()
        optimizer.step()

def main():
    torch.manual_seed(7)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train_loader = torch.utils.data.DataLoader(dataset1, batch_size=64, shuffle=True)
    test_loader = torch.utils.data.DataLoader(dataset2, batch_size=1000)
    model = Net().to(device)
    optimizer = optim.Adagrad(model.parameters(), lr=1.0)
    scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.7)
    for epoch in range(1, 14 + 1):
        train(model, device, train_loader, optimizer, epoch)
        scheduler.step()

if __name__ == '__main__':
    main()`,
    layers: "Input Conv2D:relu Conv2D:relu MaxPooling2D Dropout Flatten Dense:relu Dense:softmax",
    training: {
      seed: 7,
      epochs: 14,
      batchSize: 64,
      loss: "sparseCategoricalCrossentropy",
      optimizer: { name: "adagrad", config: { learningRate: 1, initialAccumulatorValue: 0 } },
      schedule: { name: "step", config: { factor: 0.7, everyEpochs: 1 } },
    },
  },
  {
    what: "sizes as arguments, and a loss of logits as a module",
    text: `
input_size = 784
hidden_size = 100
num_classes = 10
num_epochs = 5
learning_rate = 0.001

class NeuralNet(nn.Module):
    def __init__(self, input_size, hidden_size, num_classes):
        super().__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        out = self.fc1(x.reshape(-1, 28 * 28))
        out = self.relu(out)
        out = self.fc2(out)
        return out

model = NeuralNet(input_size, hidden_size, num_classes).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
for epoch in range(num_epochs):
    for i, (images, labels) in enumerate(train_loader):
        outputs = model(images)
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (i + 1) % 100 == 0:
            print(f'Epoch [{epoch + 1}/{num_epochs}], Loss: {loss.item():.4f}')`,
    layers: "Input Reshape Dense:relu Dense:softmax",
    training: { epochs: 5, optimizer: { name: "adam", config: { learningRate: 0.001, epsilon: 1e-8 } } },
    notes: ["gets the softmax"],
  },
  {
    what: "modules in a row, all examples in one step",
    shape: [8],
    text: `
model = nn.Sequential(
    nn.Linear(8, 12),
    nn.ReLU(),
    nn.Linear(12, 1),
    nn.Sigmoid())
loss_fn = nn.BCELoss()
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True)
for t in range(500):
    y_pred = model(X)
    loss = loss_fn(y_pred, y)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
    optimizer.step()`,
    layers: "Input Dense:relu Dense:sigmoid",
    training: {
      epochs: 500,
      batchSize: "full",
      loss: "binaryCrossentropy",
      optimizer: { name: "nesterov", config: { learningRate: 0.1, momentum: 0.9 } },
      gradientClip: { kind: "norm", limit: 1 },
    },
  },
  {
    what: "features and classifier as Sequentials, a mean over the image, torch.flatten",
    shape: [32, 32, 3],
    text: `
class SmallNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1), nn.BatchNorm2d(16), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, kernel_size=3, padding=1), nn.ReLU(inplace=True),
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Linear(32, num_classes))

    def forward(self, x):
        x = self.features(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.classifier(x)

net = SmallNet()
print(net)
y = net(torch.randn(1, 3, 32, 32))
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
optimizer = optim.AdamW(net.parameters(), lr=3e-4, weight_decay=0.05)
scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=30, eta_min=3e-6)`,
    layers: "Input Conv2D BatchNormalization Activation:relu MaxPooling2D Conv2D:relu GlobalAveragePooling2D Dropout Dense:softmax",
    training: { optimizer: { name: "adamw", config: { weightDecay: 0.05 } }, schedule: { name: "cosine", config: { alpha: 0.01 } } },
    notes: ["gets the softmax"],
  },
  {
    what: "layers made by a method from a list",
    shape: [32, 32, 3],
    text: `
cfg = [16, 'M', 32, 'M']
class VGG(nn.Module):
    def __init__(self):
        super(VGG, self).__init__()
        self.features = self._make_layers(cfg)
        self.classifier = nn.Linear(2048, 10)

    def forward(self, x):
        out = self.features(x)
        out = out.view(out.size(0), -1)
        return self.classifier(out)

    def _make_layers(self, cfg):
        layers = []
        in_channels = 3
        for x in cfg:
            if x == 'M':
                layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                layers += [nn.Conv2d(in_channels, x, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
                in_channels = x
        layers.append(nn.Dropout(0.1))
        return nn.Sequential(*layers)`,
    layers: "Input Conv2D:relu MaxPooling2D Conv2D:relu MaxPooling2D Dropout Flatten Dense",
  },
  {
    what: "residual blocks with a way round that has its own convolution",
    shape: [16, 16, 8],
    text: `
class BasicBlock(nn.Module):
    def __init__(self, in_planes, planes, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != planes:
            self.shortcut = nn.Sequential(nn.Conv2d(in_planes, planes, kernel_size=1, stride=stride, bias=False))

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out += self.shortcut(x)
        return F.relu(out)

class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = BasicBlock(8, 8)
        self.layer2 = BasicBlock(8, 16, stride=3)
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = self.layer2(self.layer1(x))
        x = x.mean([2, 3])
        return self.fc(x)`,
    layers:
      "Input Conv2D BatchNormalization Activation:relu Add Activation:relu Conv2D Conv2D BatchNormalization Activation:relu Add Activation:relu GlobalAveragePooling2D Dense",
  },
  {
    what: "an LSTM with states of its own making",
    shape: [28, 28],
    text: `
class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers, num_classes):
        super(RNN, self).__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.lstm = nn.LSTM(input_size, hidden_size, num_layers, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        h0 = torch.zeros(self.num_layers, x.size(0), self.hidden_size).to(x.device)
        c0 = torch.zeros(self.num_layers, x.size(0), self.hidden_size).to(x.device)
        out, _ = self.lstm(x, (h0, c0))
        return self.fc(out[:, -1, :])

model = RNN(28, 64, 2, 10)`,
    layers: "Input LSTM LSTM Dense",
  },
  {
    what: "a text of tokens: embedding, GRU, one answer of logits",
    shape: [50],
    text: `
class Sentiment(nn.Module):
    def __init__(self, vocab, dim=32, hidden=16):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim, padding_idx=0)
        self.gru = nn.GRU(dim, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, tokens):
        x = self.emb(tokens.long())
        _, h = self.gru(x)
        return self.out(h[-1]).squeeze(1)

model = Sentiment(5000)
criterion = nn.BCEWithLogitsLoss()
opt = optim.RMSprop(model.parameters(), lr=2e-3)
loader = DataLoader(TensorDataset(X, y), batch_size=128, shuffle=True)
EPOCHS = 8
for epoch in range(EPOCHS):
    for xb, yb in loader:
        loss = criterion(model(xb), yb)
        opt.zero_grad(); loss.backward(); opt.step()`,
    layers: "Input Embedding GRU Dense:sigmoid",
    training: { epochs: 8, batchSize: 128, loss: "binaryCrossentropy", optimizer: { name: "rmsprop", config: { learningRate: 0.002, rho: 0.99 } } },
    notes: ["gets the softmax or sigmoid"],
  },
  {
    what: "an autoencoder with transposed convolutions",
    text: `
class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 8, 2, stride=2), nn.ReLU(True), nn.Conv2d(8, 4, 2, stride=2), nn.ReLU(True))
        self.decoder = nn.Sequential(nn.ConvTranspose2d(4, 8, 2, stride=2), nn.ReLU(True), nn.ConvTranspose2d(8, 1, 2, stride=2), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))

model = AutoEncoder()
loss_fn = nn.MSELoss()
optimizer = optim.Adam(model.parameters(), lr=1e-3, betas=(0.5, 0.999))`,
    layers: "Input Conv2D:relu Conv2D:relu Conv2DTranspose:relu Conv2DTranspose:sigmoid",
    training: { loss: "meanSquaredError", optimizer: { name: "adam", config: { beta1: 0.5 } } },
  },
  {
    what: "a generator: a list of numbers becomes an image",
    shape: [16],
    text: `
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 7 * 7 * 8)
        self.up = nn.Upsample(scale_factor=2)
        self.conv = nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, z):
        h = F.leaky_relu(self.fc(z), 0.2).view(-1, 8, 7, 7)
        return torch.tanh(self.conv(self.up(h)))`,
    layers: "Input Dense:leakyRelu Reshape UpSampling2D Conv2D:tanh",
  },
  {
    what: "a list of modules gone through, and names for modules in a row",
    shape: [20],
    text: `
from collections import OrderedDict
class MLP(nn.Module):
    def __init__(self, sizes=(20, 32, 16)):
        super().__init__()
        self.hidden = nn.ModuleList()
        for i in range(len(sizes) - 1):
            self.hidden.append(nn.Linear(sizes[i], sizes[i + 1]))
        self.head = nn.Sequential(OrderedDict([('drop', nn.Dropout(0.2)), ('out', nn.Linear(16, 1))]))

    def forward(self, x):
        for layer in self.hidden:
            x = torch.relu(layer(x))
        return self.head(x)

model = MLP()
optimizer = optim.SGD(model.parameters(), lr=0.01, weight_decay=1e-4)`,
    layers: "Input Dense:relu Dense:relu Dropout Dense",
    training: { optimizer: { name: "sgd", config: { learningRate: 0.01 } } },
    notes: ["has no setting weight_decay"],
  },
  {
    what: "a schedule that Layerlab has not leaves the project's own",
    shape: [4],
    text: `
model = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
optimizer = optim.NAdam(model.parameters(), lr=1e-3)
scheduler = optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)`,
    layers: "Input Dense:softmax",
    training: { optimizer: { name: "adam" }, schedule: { name: "constant" } },
    notes: ["Layerlab has no NAdam", "OneCycleLR is not read like this"],
  },
];

test.each(pasted.map((one) => [one.what, one] as const))("%s", (_what, { text, shape = [28, 28, 1], layers, training = {}, notes = [] }) => {
  const { source, problems } = readTorch(imports + text, taking(shape));
  expect(problems.map(({ what }) => say(what, "en"))).toEqual(notes.map((note) => expect.stringContaining(note)));
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = wiringOf(source!.network).layers.map(({ node: { className, config } }) => `${className}:${"activation" in config ? config.activation : ""}`);
  expect(found).toEqual(layers.split(" ").map((layer) => expect.stringContaining(layer)));
  expect(source!.training).toMatchObject(training);
});

test.each([
  ["optim.Adam(model.parameters(), lr=-1)", "lr takes a number from 0 to 100."],
  ["optim.Adem(model.parameters())", "The optimizer Adem (Adam?) is not known here."],
  ["torch.nn.utils.clip_grad_value_(model.parameters(), 0)", "clip_value takes a number from 0.000001"],
])("%s is said to be none", (line, what) => {
  const { source, problems } = readTorch(`${imports}model = nn.Sequential(nn.Linear(4, 3))\n${line}\n`, taking([4]));
  expect([source, problems.map((problem) => say(problem.what, "en")).join()]).toEqual([undefined, expect.stringContaining(what)]);
});
