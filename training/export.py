"""Turn a trained judge into the file that ships.

    python -m training.export --model DIR [--out assistant/weights]

Weights are stored as 8-bit integers with one scale for each output row and multiplied out when the file is loaded:
a quarter of the size, and the arithmetic stays in float32. Then choose temperature and threshold with
`python -m training.calibrate`.
"""

import argparse
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.judge import load

SMALLEST_QUANTISED = 10_000


class _Logits(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor):
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits


def export_onnx(model_folder: Path, out: Path) -> None:
    model, _ = load(model_folder)
    model.eval()
    model.config._attn_implementation = "eager"
    example = torch.ones((2, 16), dtype=torch.long)
    axes = {0: "pair", 1: "piece"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with warnings.catch_warnings():
        # the older exporter is meant: its graph keeps the weights' names and is read by every ONNX Runtime we support
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Logits(model),
            (example, example, torch.zeros_like(example)),
            str(out),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={**dict.fromkeys(names, axes), "logits": {0: "pair"}},
            opset_version=17,
            dynamo=False,
        )


def store_weights_as_int8(path: Path) -> None:
    """Replace each large weight matrix by int8 values and a float32 scale a row (embedding) or column (linear)."""
    model = onnx.load(str(path))
    graph = model.graph
    embeddings = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    kept, added, nodes = [], [], []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALLEST_QUANTISED:
            kept.append(initializer)
            continue
        axis = 1 if initializer.name in embeddings else 0
        scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / 127.0
        quantised = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        name = initializer.name
        added.append(numpy_helper.from_array(quantised, f"{name}.int8"))
        added.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"))
        nodes.append(onnx.helper.make_node("Cast", [f"{name}.int8"], [f"{name}.float"], to=onnx.TensorProto.FLOAT))
        nodes.append(onnx.helper.make_node("Mul", [f"{name}.float", f"{name}.scale"], [name]))
    del graph.initializer[:]
    graph.initializer.extend([*kept, *added])
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained judge")
    parser.add_argument("--out", type=Path, default=Path("assistant/weights"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    export_onnx(options.model, options.out / "judge.onnx")
    store_weights_as_int8(options.out / "judge.onnx")
    shutil.copyfile(options.model / "tokenizer.json", options.out / "tokenizer.json")


if __name__ == "__main__":
    main()
