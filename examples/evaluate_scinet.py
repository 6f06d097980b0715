"""Evaluates a saved SciNet, as `scinet evaluate FILE --at=ω,γ` does: python evaluate_scinet.py FILE ω γ

Needs numpy and safetensors. In log space ω and γ are logarithms, and so is the second output.
"""

import sys
import numpy as np
from safetensors import safe_open

PHI = {"relu": lambda z: np.maximum(z, 0), "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
       "tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
file = safe_open(sys.argv[1], "np")


def through(part, x):
    """Takes x through the layers of the encoder or the decoder: part.0, part.2, …, with the activation between them."""
    for i in range(0, sum(key.startswith(part) for key in file.keys()), 2):
        z = PHI[file.metadata()["activation"]](x) if i else x
        x = file.get_tensor(f"{part}.{i}.weight") @ z + file.get_tensor(f"{part}.{i}.bias")
    return x


means, _ = np.split(through("encoder", np.array(sys.argv[2:], np.float32)), 2)  # the other half is ln σ
print(*through("decoder", means))
