"""Gives models whose weights were stripped made-up weights again, several at once.

    python3 fill.py FOLDER_OF_STRIPPED_MODELS TARGET [NAME ...]

Weights are such that values neither vanish nor overflow on their way through the model, so that results of two ways of running it can be
compared: matrices and filters keep the variance of what they are given, embeddings differ, norms are about 1, biases about 0, masks are all true.
"""
import multiprocessing, os, sys, time

import numpy as np
import onnx

TYPES = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float16, 11: np.float64}


def values(tensor, generator):
    shape, kind = list(tensor.dims), TYPES[tensor.data_type]
    if kind is np.bool_:
        return np.ones(shape, kind)
    if not np.issubdtype(kind, np.floating):
        return np.zeros(shape, kind)
    noise = generator.standard_normal(shape, dtype=np.float32)
    if len(shape) <= 1:
        return (0.05 * noise + (0 if tensor.name.endswith("bias") else 1)).astype(kind)
    if "emb" in tensor.name and len(shape) == 2:
        return (0.5 * noise).astype(kind)
    if len(shape) == 2:
        return (noise / np.sqrt(shape[0])).astype(kind)
    if len(shape) == 3:
        return (0.5 * noise).astype(kind)
    return (noise * np.sqrt(2 / np.prod(shape[1:]))).astype(kind)


def fill(job):
    source, target = job
    start = time.time()
    model = onnx.load(source, load_external_data=False)
    generator = np.random.default_rng(0)
    for tensor in model.graph.initializer:
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            array = values(tensor, generator)
            del tensor.external_data[:]
            tensor.ClearField("data_location")
            tensor.raw_data = array.tobytes()
    onnx.save(model, target)
    return f"filled {os.path.basename(target)}: {os.path.getsize(target) >> 20} MiB in {time.time() - start:.1f} s"


if __name__ == "__main__":
    folder, out, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.makedirs(out, exist_ok=True)
    files = [f"{name}.onnx" for name in names] or sorted(name for name in os.listdir(folder) if name.endswith(".onnx"))
    jobs = [(os.path.join(folder, name), os.path.join(out, name)) for name in files]
    with multiprocessing.Pool(min(8, os.cpu_count() or 1)) as pool:
        for line in pool.imap_unordered(fill, [job for job in jobs if not os.path.exists(job[1])]):
            print(line, flush=True)
