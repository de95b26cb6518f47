"""Fills an exported network with the seeded weights, runs it on the seeded image, prints names, shapes and outputs;
a third argument is where all values of the run are written. The torch beside this file computes it, or with `python3 -P`
the one that is installed."""

import importlib.util
import json
import sys

import numpy as np
import torch


def seeded(name, shape):
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = (seed ^ byte) * 0x01000193 % 2**32
    count = int(np.prod(shape))
    state = (seed + np.arange(1, count + 1, dtype=np.uint64) * 0x6D2B79F5).astype(np.uint32)
    t = (state ^ (state >> 15)) * (state | 1)
    t ^= t + (t ^ (t >> 7)) * (t | 61)
    u = ((t ^ (t >> 14)) / 2**32).reshape(shape)
    role = name.rpartition(".")[2]
    if name == "input":
        return 2 * u - 1
    if role == "running_var" or (role == "weight" and len(shape) == 1):
        return 0.75 + 0.5 * u
    if role in ("bias", "running_mean"):
        return (2 * u - 1) * 0.1
    return (2 * u - 1) * np.sqrt(3 / np.prod(shape[1:]))


specification = importlib.util.spec_from_file_location("network", sys.argv[1])
module = importlib.util.module_from_spec(specification)
specification.loader.exec_module(module)
network = module.Network()
state = network.state_dict()
initial_up = [[name, np.asarray(value)[0, 0].tolist()] for name, value in state.items() if value.shape[1:2] == (1,)]
network.load_state_dict(
    {name: torch.tensor(np.asarray(seeded(name, value.shape), np.float32)) for name, value in state.items()}
)
assert list(network.state_dict()) == list(state)
np.seterr(all="raise", under="ignore")
image = torch.tensor(np.asarray(seeded("input", json.loads(sys.argv[2])), np.float32))
with torch.no_grad():
    result = network.eval()(image)
network.train()
if len(sys.argv) > 3:
    network.dump(sys.argv[3], image)
    assert network.training
outputs = result if isinstance(result, tuple) else (result,)
print(
    json.dumps(
        {
            "stateDict": [[name, list(value.shape)] for name, value in state.items()],
            "upSampling": initial_up,
            "outputs": [{"shape": list(each.shape), "data": np.asarray(each).ravel().tolist()} for each in outputs],
        }
    )
)
