"""Writes models whose kernels take addresses from memory of the host: python3 pointers.py FOLDER.

ONNX Runtime stages the addresses of a batched product whose operands are spread over each other's batches, and of a concatenation and a
split of more tensors than a kernel takes arguments for. A recorded run that reads them again at each launch goes wrong once another run
staged its own there.
"""
import os
import sys

import onnx
from onnx import TensorProto, helper


def floats(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def product():
    nodes = [helper.make_node("MatMul", ["a", "b"], ["c"]), helper.make_node("Relu", ["c"], ["y"])]
    inputs = [floats("a", "batch", 1, 8, 16), floats("b", 1, "heads", 16, 8)]
    return helper.make_graph(nodes, "product", inputs, [floats("y", "batch", "heads", 8, 8)])


def pieces(count=40):
    lengths = [1 + i % 7 for i in range(count)]
    names = [f"piece{i}" for i in range(count)]
    nodes = [
        helper.make_node("Split", ["x", "lengths"], names, axis=2),
        helper.make_node("Concat", names[::-1], ["turned"], axis=2),
        helper.make_node("Neg", ["turned"], ["y"]),
    ]
    shape = ["batch", "rows", sum(lengths)]
    weights = [helper.make_tensor("lengths", TensorProto.INT64, [count], lengths)]
    return helper.make_graph(nodes, "pieces", [floats("x", *shape)], [floats("y", *shape)], weights)


def join(count=36):
    inputs = [floats(f"x{i}", "batch", 1 + i % 5) for i in range(count)]
    nodes = [helper.make_node("Concat", [value.name for value in inputs], ["joined"], axis=1), helper.make_node("Neg", ["joined"], ["y"])]
    return helper.make_graph(nodes, "join", inputs, [floats("y", "batch", sum(1 + i % 5 for i in range(count)))])


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for make in (product, pieces, join):
        model = helper.make_model(make(), opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.save(model, os.path.join(sys.argv[1], f"pointers_{make.__name__}.onnx"))
