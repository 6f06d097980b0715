"""Evaluates a saved network, as `scinet evaluate FILE --at …` does: python evaluate.py FILE x, or FILE ω γ.

Needs numpy and safetensors. In log space ω and γ are logarithms, and so is the second output.
"""

import sys
import numpy as np
from safetensors import safe_open

PHI = {"relu": lambda x: np.maximum(x, 0), "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
       "tanh": np.tanh, "sigmoid": lambda x: 1 / (1 + np.exp(-x))}
file = safe_open(sys.argv[1], "np")
activations = file.metadata().get("activation", "elu").split(", ")


def through(x, layers, phi):
    """Takes x (n_in) through layers, with the activation between them."""
    for i, layer in enumerate(layers):
        x = file.get_tensor(f"{layer}.weight") @ (phi(x) if i else x) + file.get_tensor(f"{layer}.bias")
    return x


x = np.array(sys.argv[2:], dtype=np.float32)
if "encoder.0.weight" in file.keys():
    encoder, decoder = ([f"{part}.{i}" for i in range(0, 99, 2) if f"{part}.{i}.weight" in file.keys()] for part in ("encoder", "decoder"))
    code = through(x, encoder, PHI[activations[0]])
    print(*through(code[: len(code) // 2], decoder, PHI[activations[0]]))  # of the code the means, without ln σ
for i, phi in enumerate(activations):
    net = f"nets.{i}." if len(activations) > 1 else ""
    if f"{net}hidden.weight" in file.keys():
        print(*through(x, [f"{net}hidden", f"{net}output"], PHI[phi]))
