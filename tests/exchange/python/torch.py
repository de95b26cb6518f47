"""As much of PyTorch as exported files use, in NumPy: enough to list a network's state_dict and to run it once."""

import sys
import types
from collections import OrderedDict

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Tensor(np.ndarray):
    def mean(self, axes, keepdim=False):
        return tensor(np.mean(np.asarray(self), axis=axes, keepdims=keepdim))

    def flatten(self, start):
        return self.reshape(*self.shape[:start], -1)

    def abs(self):
        return tensor(np.abs(np.asarray(self)))

    def chunk(self, parts, axis):
        return [tensor(part) for part in np.split(np.asarray(self), parts, axis)]

    def sigmoid(self):
        return sigmoid(self)

    def copy_(self, values):
        self[...] = values

    def requires_grad_(self, _trained):
        return self

    def detach(self):
        return self

    def cpu(self):
        return self


def tensor(values):
    return np.asarray(values, np.float32).view(Tensor)


# Public attributes of nn.Module (torch 2.4) that a submodule must not take the place of.
RESERVED = set("""T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval
extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia
named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory
state_dict to to_empty train training type xpu zero_grad""".split())


class Module:
    def __init__(self):
        for table in ("_parameters", "_buffers", "_modules"):
            self.__dict__[table] = OrderedDict()
        self.__dict__["training"] = True
        self.__dict__["_hooks"] = []
        self.__dict__["_pre_hooks"] = []

    def __setattr__(self, name, value):
        table = "_modules" if isinstance(value, Module) else None
        if table is None:
            assert name not in self._modules
            self.__dict__[name] = value
        else:
            assert name and "." not in name and name not in RESERVED and not hasattr(type(self), name)
            self._modules[name] = value

    def __getattr__(self, name):
        for table in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(table, ()):
                return self.__dict__[table][name]
        raise AttributeError(name)

    def __call__(self, *args):
        return self.forward(*args)

    def train(self, mode=True):
        self.__dict__["training"] = mode
        return self

    def eval(self):
        return self.train(False)

    def _register_load_state_dict_pre_hook(self, hook):
        self._pre_hooks.append(hook)

    def load_state_dict(self, state):
        state = OrderedDict(state)
        for hook in self._pre_hooks:
            hook(state, "", {}, True, [], [], [])
        own = OrderedDict()
        self.collect(own, "")
        assert set(own) == set(state), set(own) ^ set(state)
        for name, value in own.items():
            value[...] = state[name]

    def collect(self, state, prefix):
        for table in (self._parameters, self._buffers):
            state.update((prefix + name, value) for name, value in table.items() if value is not None)
        for name, module in self._modules.items():
            module.collect(state, prefix + name + ".")

    def _register_state_dict_hook(self, hook):
        self._hooks.append(hook)

    def state_dict(self, destination=None, prefix=""):
        state = OrderedDict() if destination is None else destination
        for table in (self._parameters, self._buffers):
            for name, value in table.items():
                if value is not None:
                    assert prefix + name not in state
                    state[prefix + name] = value
        for name, module in self._modules.items():
            module.state_dict(state, prefix + name + ".")
        for hook in self._hooks:
            hook(self, state, prefix, {})
        return state


class Sequential(Module):
    def __init__(self, *modules):
        super().__init__()
        self._modules.update((str(index), module) for index, module in enumerate(modules))

    def __iter__(self):
        return iter(self._modules.values())

    def forward(self, x):
        for module in self:
            x = module(x)
        return x


class ModuleDict(Module):
    def __getitem__(self, name):
        return self._modules[name]

    def __setitem__(self, name, module):
        assert name.isdigit()
        self._modules[name] = module


class ModuleList(Module):
    def __init__(self, modules):
        super().__init__()
        self._modules.update((str(index), module) for index, module in enumerate(modules))

    def __iter__(self):
        return iter(self._modules.values())

    def __len__(self):
        return len(self._modules)


class Layer(Module):
    def __init__(self, shape, bias):
        super().__init__()
        self._parameters["weight"] = tensor(np.zeros(shape))
        self._parameters["bias"] = tensor(np.zeros(bias)) if bias else None


class Conv2d(Layer):
    def __init__(self, inputs, outputs, kernel, stride=1, padding=0, dilation=1, groups=1, bias=True):
        assert inputs % groups == 0 and outputs % groups == 0
        super().__init__((outputs, inputs // groups, kernel, kernel), bias and outputs)
        self.options = (stride, padding, dilation, groups)

    def forward(self, x):
        return conv2d(x, self.weight, self.bias, *self.options)


class ConvTranspose2d(Layer):
    def __init__(self, inputs, outputs, kernel, stride=1, padding=0, groups=1, bias=True):
        assert inputs == outputs == groups
        super().__init__((inputs, 1, kernel, kernel), bias and outputs)
        self.options = (stride, padding, groups)

    def forward(self, x):
        return conv_transpose2d(x, self.weight, self.bias, *self.options)


class Linear(Layer):
    def __init__(self, inputs, outputs):
        super().__init__((outputs, inputs), outputs)

    def forward(self, x):
        return linear(x, self.weight, self.bias)


class BatchNorm2d(Layer):
    def __init__(self, channels):
        super().__init__((channels,), channels)
        for name in ("running_mean", "running_var"):
            self._buffers[name] = tensor(np.zeros(channels))
        self._buffers["num_batches_tracked"] = tensor(np.zeros(()))

    def forward(self, x):
        return batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias)


class GroupNorm(Layer):
    def __init__(self, groups, channels):
        assert channels % groups == 0
        super().__init__((channels,), channels)
        self.groups = groups

    def forward(self, x):
        return group_norm(x, self.groups, self.weight, self.bias)


def windows(x, kernel, stride, padding, dilation=1, fill=0):
    x = np.pad(np.asarray(x), ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=fill)
    reach = dilation * (kernel - 1) + 1
    return sliding_window_view(x, (reach, reach), (2, 3))[:, :, ::stride, ::stride, ::dilation, ::dilation]


def conv2d(x, weight, bias, stride=1, padding=0, dilation=1, groups=1):
    assert x.shape[1] == weight.shape[1] * groups
    seen = windows(x, weight.shape[2], stride, padding, dilation)
    parts = zip(np.split(seen, groups, 1), np.split(np.asarray(weight), groups, 0))
    result = np.concatenate([np.einsum("nchwij,ocij->nohw", s, w, optimize=True) for s, w in parts], 1)
    return tensor(result if bias is None else result + np.asarray(bias)[:, None, None])


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, groups=1):
    n, channels, height, width = x.shape
    kernel = weight.shape[2]
    result = np.zeros((n, channels, (height - 1) * stride + kernel, (width - 1) * stride + kernel), np.float32)
    for i in range(kernel):
        for j in range(kernel):
            result[:, :, i : i + height * stride : stride, j : j + width * stride : stride] += (
                np.asarray(x) * np.asarray(weight)[:, 0, i, j][:, None, None]
            )
    return tensor(result[:, :, padding:-padding, padding:-padding])


def batch_norm(x, mean, var, weight, bias, _training=False):
    mean, var, weight, bias = (np.asarray(v)[:, None, None] for v in (mean, var, weight, bias))
    return tensor((np.asarray(x) - mean) / np.sqrt(var + 1e-5) * weight + bias)


def group_norm(x, groups, weight, bias):
    apart = np.asarray(x, np.float64).reshape(x.shape[0], groups, -1)
    mean, var = apart.mean(2, keepdims=True), apart.var(2, keepdims=True)
    normed = ((apart - mean) / np.sqrt(var + 1e-5)).reshape(x.shape)
    return tensor(normed * np.asarray(weight)[:, None, None] + np.asarray(bias)[:, None, None])


def deform_conv2d(x, offset, weight, bias, padding, mask):
    """torchvision's, of a 3x3 window with one group of offsets, for one image."""
    assert padding == (1, 1) and weight.shape[2:] == (3, 3)
    x, offset, mask = (np.asarray(each, np.float64)[0] for each in (x, offset, mask))
    _, height, width = x.shape
    framed = np.pad(x, ((0, 0), (1, 2), (1, 2)))
    rows, columns = np.mgrid[:height, :width]
    result = np.zeros((weight.shape[0], height, width)) + np.asarray(bias)[:, None, None]
    for tap in range(9):
        y = np.clip(rows - 1 + tap // 3 + offset[2 * tap], -1, height)
        column = np.clip(columns - 1 + tap % 3 + offset[2 * tap + 1], -1, width)
        top, left = np.floor(y).astype(int), np.floor(column).astype(int)
        down, right = y - top, column - left
        upper = framed[:, top + 1, left + 1] * (1 - right) + framed[:, top + 1, left + 2] * right
        lower = framed[:, top + 2, left + 1] * (1 - right) + framed[:, top + 2, left + 2] * right
        taken = (upper * (1 - down) + lower * down) * mask[tap]
        result += np.einsum("oc,chw->ohw", np.asarray(weight)[:, :, tap // 3, tap % 3], taken)
    return tensor(result[None])


def linear(x, weight, bias):
    return tensor(np.asarray(x) @ np.asarray(weight).T + np.asarray(bias))


def log_softmax(x, axis):
    x = np.asarray(x) - np.max(x, axis, keepdims=True)
    return tensor(x - np.log(np.exp(x).sum(axis, keepdims=True)))


def interpolate(x, scale_factor, mode, align_corners=None):
    def resample(values, axis):
        size = values.shape[axis]
        assert isinstance(scale_factor, float)
        at = np.arange(int(size * scale_factor))
        if mode == "nearest":
            return np.take(values, at // int(scale_factor), axis)
        assert align_corners is False
        centre = np.clip((at + 0.5) / scale_factor - 0.5, 0, None)
        low = np.minimum(centre.astype(int), size - 1)
        shape = [-1 if each == axis else 1 for each in range(values.ndim)]
        part = (centre - low).reshape(shape)
        high = np.minimum(low + 1, size - 1)
        return np.take(values, low, axis) * (1 - part) + np.take(values, high, axis) * part

    return tensor(resample(resample(np.asarray(x), 2), 3))


def max_pool2d(x, kernel, stride=None, padding=0):
    assert padding <= kernel // 2
    return tensor(windows(x, kernel, stride or kernel, padding, fill=-np.inf).max((4, 5)))


def avg_pool2d(x, kernel, stride=None, padding=0):
    assert padding <= kernel // 2
    return tensor(windows(x, kernel, stride or kernel, padding).mean((4, 5)))


class no_grad:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


arange = lambda count: tensor(np.arange(count))
cat = lambda tensors, axis: tensor(np.concatenate([np.asarray(each) for each in tensors], axis))
sigmoid = lambda x: tensor(1 / (1 + np.exp(-np.asarray(x))))
relu = lambda x: tensor(np.maximum(x, 0))


def publish(name, *members):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__dict__.update((member.__name__, member) for member in members)
    return sys.modules[name]


nn = publish("torch.nn", Module, Sequential, ModuleDict, ModuleList, Conv2d, ConvTranspose2d, Linear, BatchNorm2d, GroupNorm)
nn.functional = publish(
    "torch.nn.functional", conv2d, conv_transpose2d, batch_norm, group_norm, linear, log_softmax, interpolate, max_pool2d, avg_pool2d
)
nn.functional.relu = relu
publish("torchvision")
publish("torchvision.ops", deform_conv2d)
