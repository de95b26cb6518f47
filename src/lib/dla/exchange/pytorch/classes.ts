import { functions, type FunctionName } from './functions.ts';

/** Python classes and functions that a file may use, each with those that it builds on; only what is used is written. */
interface Definition {
  readonly uses?: readonly DefinitionName[];
  readonly text: string;
}

export type DefinitionName =
  | FunctionName
  | 'DeformConv'
  | 'ConvNorm'
  | 'ConvUnit'
  | 'Aggregation'
  | 'Block'
  | 'BasicBlock'
  | 'Bottleneck'
  | 'Bottle2neck';

const definitions: Readonly<Record<DefinitionName, Definition>> = {
  ...functions,
  DeformConv: {
    uses: ['adopt', 'deform'],
    text: `
class DeformConv(nn.Module):
    """Deformable convolution 3x3 with bias."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        adopt(self, nn.Conv2d(inputs, outputs, 3))

    def forward(self, x: Tensor, offsets: Tensor) -> Tensor:
        return deform(x, offsets, self.weight, self.bias)
`,
  },
  ConvNorm: {
    uses: ['conv'],
    text: `
class ConvNorm(nn.Sequential):
    """Convolution and batch norm."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        stride: int = 1,
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        super().__init__(conv(inputs, outputs, kernel, stride, dilation, groups), nn.BatchNorm2d(outputs))
`,
  },
  ConvUnit: {
    uses: ['ConvNorm'],
    text: `
class ConvUnit(ConvNorm):
    """Convolution, batch norm and ReLU."""

    def forward(self, x: Tensor) -> Tensor:
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

    def __init__(self, inputs: int, outputs: int, residual: bool = False) -> None:
        super().__init__()
        self.conv = conv(inputs, outputs, 1)
        self.bn = nn.BatchNorm2d(outputs)
        self.residual = residual

    def forward(self, maps: List[Tensor]) -> Tensor:
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

    def __init__(self, inputs: int, outputs: int, stride: int = 1, shortcut: Optional[str] = None, **body: int) -> None:
        super().__init__()
        self.stride = stride
        if shortcut == "pool" and inputs != outputs:
            self.project = ConvNorm(inputs, outputs, 1)
        self.build(inputs, outputs, stride, **body)
        if shortcut == "conv" and (stride != 1 or inputs != outputs):
            self.downsample = ConvNorm(inputs, outputs, 1, stride)

    def shortcut(self, x: Tensor) -> Tensor:
        if hasattr(self, "downsample"):
            return self.downsample(x)
        if self.stride > 1:
            x = F.max_pool2d(x, self.stride)
        if hasattr(self, "project"):
            x = self.project(x)
        return x

    def forward(self, x: Tensor, residual: Optional[Tensor] = None) -> Tensor:
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

    def build(self, inputs: int, outputs: int, stride: int, dilation: int = 1) -> None:
        self.conv1 = conv(inputs, outputs, 3, stride, dilation)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = conv(outputs, outputs, 3, 1, dilation)
        self.bn2 = nn.BatchNorm2d(outputs)

    def body(self, x: Tensor) -> Tensor:
        return self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
`,
  },
  Bottleneck: {
    uses: ['Block'],
    text: `
class Bottleneck(Block):
    """1x1, 3x3 (grouped in ResNeXt) and 1x1 convolution."""

    def build(self, inputs: int, outputs: int, stride: int, width: int, dilation: int = 1, groups: int = 1) -> None:
        self.conv1 = conv(inputs, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3, stride, dilation, groups)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = conv(width, outputs, 1)
        self.bn3 = nn.BatchNorm2d(outputs)

    def body(self, x: Tensor) -> Tensor:
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        return self.bn3(self.conv3(x))
`,
  },
  Bottle2neck: {
    uses: ['Block'],
    text: `
class Bottle2neck(Block):
    """Res2Net's block: a bottleneck whose 3x3 convolutions work on \`scale\` parts that build on each other."""

    def build(
        self,
        inputs: int,
        outputs: int,
        stride: int,
        width: int,
        scale: int,
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        self.scale = scale
        self.conv1 = conv(inputs, scale * width, 1)
        self.bn1 = nn.BatchNorm2d(scale * width)
        self.convs = nn.ModuleList(conv(width, width, 3, stride, dilation, groups) for _ in range(scale - 1))
        self.bns = nn.ModuleList(nn.BatchNorm2d(width) for _ in range(scale - 1))
        self.conv3 = conv(scale * width, outputs, 1)
        self.bn3 = nn.BatchNorm2d(outputs)

    def body(self, x: Tensor) -> Tensor:
        parts = F.relu(self.bn1(self.conv1(x))).chunk(self.scale, 1)
        results: List[Tensor] = []
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
