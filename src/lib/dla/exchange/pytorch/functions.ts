export type FunctionName = 'in_order' | 'adopt' | 'real_names' | 'conv' | 'up_sampling' | 'deform';

/** Python functions that a file may use: those of a `state_dict` whose names or order need help, and those that make layers. */
export const functions: { readonly [F in FunctionName]: { readonly text: string } } = {
  in_order: {
    text: `
def in_order(module: nn.Module, state: Dict[str, Tensor], prefix: str, _metadata: Any) -> None:
    """Brings the network's part of a state_dict into the order of ORDER, whatever groups its layers stand in."""
    layers: Dict[str, List[str]] = {}
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
def adopt(module: nn.Module, layer: nn.Module) -> None:
    """Makes the tensors of a layer the module's own."""
    module._parameters.update(layer._parameters)
    module._buffers.update(layer._buffers)
`,
  },
  real_names: {
    text: `
def renamed(key: str, prefix: str, names: Dict[str, str]) -> str:
    """A key of a state_dict with the path of its module as in names."""
    parts = key[len(prefix):].split(".") if key.startswith(prefix) else []
    for end in range(len(parts) - 1, 0, -1):
        path = names.get(".".join(parts[:end]))
        if path is not None:
            return prefix + ".".join([path, *parts[end:]])
    return key


def real_names(module: nn.Module, state: Dict[str, Tensor], prefix: str, _metadata: Any) -> None:
    """In a state_dict modules have the network's names, also those that no attribute can have: NAMES."""
    items = list(state.items())
    state.clear()
    for key, value in items:
        state[renamed(key, prefix, NAMES)] = value


def attribute_names(state: Dict[str, Tensor], prefix: str, *_: Any) -> None:
    """And back, when a state_dict is loaded."""
    attributes = {name: attribute for attribute, name in NAMES.items()}
    for key in list(state):
        value = state.pop(key)
        state[renamed(key, prefix, attributes)] = value
`,
  },
  conv: {
    text: `
def conv(inputs: int, outputs: int, kernel: int, stride: int = 1, dilation: int = 1, groups: int = 1) -> nn.Conv2d:
    """Convolution without bias that keeps the size at stride 1."""
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False)
`,
  },
  up_sampling: {
    text: `
def up_sampling(channels: int, factor: int, trained: bool = True) -> nn.ConvTranspose2d:
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
def deform(x: Tensor, offsets: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Deformable convolution 3x3: of every tap \`offsets\` has a row and a column, then weights before their sigmoid."""
    return deform_conv2d(x, offsets[:, :18], weight, bias, padding=(1, 1), mask=offsets[:, 18:].sigmoid())
`,
  },
};
