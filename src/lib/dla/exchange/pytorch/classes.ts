/** Python classes and functions that a file may use, each with those that it builds on; only what is used is written. */
interface Definition {
  readonly uses?: readonly DefinitionName[];
  readonly text: string;
}

export type DefinitionName =
  | 'in_order'
  | 'adopt'
  | 'real_names'
  | 'conv'
  | 'up_sampling'
  | 'deform'
  | 'DeformConv'
  | 'ConvNorm'
  | 'ConvUnit'
  | 'Aggregation'
  | 'Block'
  | 'BasicBlock'
  | 'Bottleneck'
  | 'Res2NetBlock';

const definitions: Readonly<Record<DefinitionName, Definition>> = {
  in_order: {
    text: `
def in_order(module, state, prefix, _metadata):
    """Brings the network's part of a state_dict into the order of ORDER, whatever groups its layers stand in."""
    layers = {}
    for key in list(state):
        if key.startswith(prefix):
            layers.setdefault(key[len(prefix):].rpartition(".")[0], []).append(key)
    for layer in ORDER:
        for key in layers.get(layer, ()):
            state[key] = state.pop(key)
`,
  },
  adopt: {
    text: `
def adopt(module, layer):
    """Makes the tensors of a layer the module's own."""
    module._parameters.update(layer._parameters)
    module._buffers.update(layer._buffers)
`,
  },
  real_names: {
    text: `
def renamed(key, prefix, names):
    """A key of a state_dict with the path of its module as in names."""
    parts = key[len(prefix):].split(".") if key.startswith(prefix) else []
    for end in range(len(parts) - 1, 0, -1):
        path = names.get(".".join(parts[:end]))
        if path is not None:
            return prefix + ".".join([path, *parts[end:]])
    return key


def real_names(module, state, prefix, _metadata):
    """In a state_dict modules have the network's names, also those that no attribute can have: NAMES."""
    items = list(state.items())
    state.clear()
    for key, value in items:
        state[renamed(key, prefix, NAMES)] = value


def attribute_names(state, prefix, *_):
    """And back, when a state_dict is loaded."""
    attributes = {name: attribute for attribute, name in NAMES.items()}
    for key in list(state):
        value = state.pop(key)
        state[renamed(key, prefix, attributes)] = value
`,
  },
  conv: {
    text: `
def conv(inputs, outputs, kernel, stride=1, dilation=1, groups=1):
    """Convolution without bias that keeps the size at stride 1."""
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False)
`,
  },
  up_sampling: {
    text: `
def up_sampling(channels, factor, trained=True):
    """Depthwise transposed convolution that starts as bilinear interpolation."""
    up = nn.ConvTranspose2d(
        channels, channels, 2 * factor, stride=factor, padding=factor // 2, groups=channels, bias=False
    )
    ramp = 1 - (torch.arange(2 * factor) - (factor - 0.5)).abs() / factor
    with torch.no_grad():
        up.weight.copy_(ramp[:, None] * ramp)
    up.weight.requires_grad_(trained)
    return up
`,
  },
  deform: {
    text: `
def deform(x, offsets, weight, bias):
    """Deformable convolution 3x3: of every tap \`offsets\` has a row and a column, then weights before their sigmoid."""
    return deform_conv2d(x, offsets[:, :18], weight, bias, padding=(1, 1), mask=offsets[:, 18:].sigmoid())
`,
  },
  DeformConv: {
    uses: ['adopt', 'deform'],
    text: `
class DeformConv(nn.Module):
    """Deformable convolution 3x3 with bias."""

    def __init__(self, inputs, outputs):
        super().__init__()
        adopt(self, nn.Conv2d(inputs, outputs, 3))

    def forward(self, x, offsets):
        return deform(x, offsets, self.weight, self.bias)
`,
  },
  ConvNorm: {
    uses: ['conv'],
    text: `
class ConvNorm(nn.Sequential):
    """Convolution and batch norm."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, dilation=1, groups=1):
        super().__init__(conv(inputs, outputs, kernel, stride, dilation, groups), nn.BatchNorm2d(outputs))
`,
  },
  ConvUnit: {
    uses: ['ConvNorm'],
    text: `
class ConvUnit(ConvNorm):
    """Convolution, batch norm and ReLU."""

    def forward(self, x):
        for layer in self:
            x = layer(x)
        return F.relu(x)
`,
  },
  Aggregation: {
    uses: ['conv'],
    text: `
class Aggregation(nn.Module):
    """Aggregation node: ReLU(BN(conv1x1(concat(maps))) [+ the first map]); maps stand deepest first."""

    def __init__(self, inputs, outputs, residual=False):
        super().__init__()
        self.conv = conv(inputs, outputs, 1)
        self.bn = nn.BatchNorm2d(outputs)
        self.residual = residual

    def forward(self, maps: List[torch.Tensor]):
        x = self.bn(self.conv(torch.cat(maps, 1)))
        return F.relu(x + maps[0] if self.residual else x)
`,
  },
  Block: {
    uses: ['ConvNorm'],
    text: `
class Block(nn.Module):
    """Residual block. What it adds is handed in, or its own input: pooled and projected (shortcut "pool"), or taken
    through a convolution with the stride (shortcut "conv")."""

    def __init__(self, inputs, outputs, stride=1, shortcut=None, **body):
        super().__init__()
        self.stride = stride
        if shortcut == "pool" and inputs != outputs:
            self.project = ConvNorm(inputs, outputs, 1)
        self.build(inputs, outputs, stride, **body)
        if shortcut == "conv" and (stride != 1 or inputs != outputs):
            self.downsample = ConvNorm(inputs, outputs, 1, stride)

    def shortcut(self, x):
        if hasattr(self, "downsample"):
            return self.downsample(x)
        if self.stride > 1:
            x = F.max_pool2d(x, self.stride)
        if hasattr(self, "project"):
            x = self.project(x)
        return x

    def forward(self, x, residual: Optional[torch.Tensor] = None):
        if residual is None:
            residual = self.shortcut(x)
        return F.relu(self.body(x) + residual)
`,
  },
  BasicBlock: {
    uses: ['Block'],
    text: `
class BasicBlock(Block):
    """Two 3x3 convolutions."""

    def build(self, inputs, outputs, stride, dilation=1):
        self.conv1 = conv(inputs, outputs, 3, stride, dilation)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = conv(outputs, outputs, 3, 1, dilation)
        self.bn2 = nn.BatchNorm2d(outputs)

    def body(self, x):
        return self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
`,
  },
  Bottleneck: {
    uses: ['Block'],
    text: `
class Bottleneck(Block):
    """1x1, 3x3 (grouped in ResNeXt) and 1x1 convolution."""

    def build(self, inputs, outputs, stride, width, dilation=1, groups=1):
        self.conv1 = conv(inputs, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3, stride, dilation, groups)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = conv(width, outputs, 1)
        self.bn3 = nn.BatchNorm2d(outputs)

    def body(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        return self.bn3(self.conv3(x))
`,
  },
  Res2NetBlock: {
    uses: ['Block'],
    text: `
class Res2NetBlock(Block):
    """Bottleneck whose 3x3 convolutions work on \`scale\` parts that build on each other."""

    def build(self, inputs, outputs, stride, width, scale, dilation=1, groups=1):
        self.scale = scale
        self.conv1 = conv(inputs, scale * width, 1)
        self.bn1 = nn.BatchNorm2d(scale * width)
        self.convs = nn.ModuleList(conv(width, width, 3, stride, dilation, groups) for _ in range(scale - 1))
        self.bns = nn.ModuleList(nn.BatchNorm2d(width) for _ in range(scale - 1))
        self.conv3 = conv(scale * width, outputs, 1)
        self.bn3 = nn.BatchNorm2d(outputs)

    def body(self, x):
        parts = F.relu(self.bn1(self.conv1(x))).chunk(self.scale, 1)
        results: List[torch.Tensor] = []
        for index, (conv3x3, norm) in enumerate(zip(self.convs, self.bns)):
            part = parts[index]
            if index > 0 and self.stride == 1:
                part = part + results[-1]
            results.append(F.relu(norm(conv3x3(part))))
        last = parts[self.scale - 1]
        results.append(last if self.stride == 1 else F.avg_pool2d(last, 3, self.stride, 1))
        return self.bn3(self.conv3(torch.cat(results, 1)))
`,
  },
};

/** The text of all definitions that are used, directly or by another one, in an order in which each comes in time. */
export function writeDefinitions(used: ReadonlySet<DefinitionName>): string {
  const needed = new Set<DefinitionName>();
  const need = (name: DefinitionName): void => {
    definitions[name].uses?.forEach(need);
    needed.add(name);
  };
  used.forEach(need);
  const names = Object.keys(definitions) as DefinitionName[];
  return names
    .filter((name) => needed.has(name))
    .map((name) => `\n${definitions[name].text}`)
    .join('');
}
