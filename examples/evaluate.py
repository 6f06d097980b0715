"""Evaluates the saved networks of a fit, as `scinet evaluate FILE --at=X` does: python evaluate.py FILE X

Needs numpy and safetensors.
"""

import sys
import numpy as np
from safetensors import safe_open

PHI = {"relu": lambda z: np.maximum(z, 0), "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
       "tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
file = safe_open(sys.argv[1], "np")
activations = file.metadata()["activation"].split(", ")
x = np.array([sys.argv[2]], np.float32)
for i, activation in enumerate(activations):
    net = f"nets.{i}." if len(activations) > 1 else ""
    w1, b1, w2, b2 = (file.get_tensor(net + part) for part in ("hidden.weight", "hidden.bias", "output.weight", "output.bias"))
    print(*(w2 @ PHI[activation](w1 @ x + b1) + b2))
