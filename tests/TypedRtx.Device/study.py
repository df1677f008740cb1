"""Times this program and NVIDIA's Python bindings in turns, on one GPU, model by model and strategy by strategy.

    python3 study.py PROGRAM LIBRARIES BINDINGS JOBS.json

PROGRAM is the published TypedRtx.Device, LIBRARIES the folder of TensorRT for RTX, BINDINGS the folder of its Python bindings. A job is
{"model": path, "profile": {symbol: [min, opt, max]}, "dims": {symbol: length}, "strategies": [...], "seconds": of warming up}.
Prints one line per strategy: median of each side in milliseconds, ours over theirs, creation of the context cold and warm, best of three.
"""
import ctypes, json, os, re, shutil, statistics, subprocess, sys, time

program, libraries, bindings, jobs = sys.argv[1:5]
for name in ("libtensorrt_rtx.so.1", "libtensorrt_onnxparser_rtx.so.1"):
    ctypes.CDLL(os.path.join(libraries, name), mode=ctypes.RTLD_GLOBAL)
sys.path.insert(0, bindings)
import tensorrt_rtx_bindings as trt
import torch

LOG = trt.Logger(trt.Logger.ERROR)
STRATEGIES = {
    "none": ("NONE", "DISABLED"), "none+graph": ("NONE", "WHOLE_GRAPH_CAPTURE"),
    "lazy": ("LAZY", "DISABLED"), "lazy+graph": ("LAZY", "WHOLE_GRAPH_CAPTURE"),
    "eager": ("EAGER", "DISABLED"), "eager+graph": ("EAGER", "WHOLE_GRAPH_CAPTURE"),
}
TYPES = {trt.float32: torch.float32, trt.float16: torch.float16, trt.int32: torch.int32, trt.int64: torch.int64, trt.bool: torch.bool}


class Program:
    """The other side: one process, told what to do line by line."""

    def __init__(self):
        self.process = subprocess.Popen([program, "serve", libraries], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.contexts = []

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        for answer in self.process.stdout:
            if answer.startswith("="):
                return answer[1:].strip()
            if match := re.search(r"context made in ([0-9.]+) ms", answer):
                self.contexts.append(float(match[1]))
            elif "Information" not in answer:
                print("   ", answer.rstrip(), flush=True)
        raise RuntimeError("the program ended")

    def open(self, job, strategy, cache):
        profile = ", ".join(f"{name}={low}..{usual}..{high}" for name, (low, usual, high) in job["profile"].items())
        dims = ",".join(f"{name}={length}" for name, length in job["dims"].items())
        self.contexts = []
        return float(self.ask(f"open {job['model']}|{profile}|{dims}|{strategy}|{cache}"))

    def run(self, count):
        return [float(word) for word in self.ask(f"run {count}").split()]

    def close(self):
        self.ask("close")


def build(job):
    builder = trt.Builder(LOG)
    network = builder.create_network(1)
    network.name = "TypedRtx"
    parser = trt.OnnxParser(network, LOG)
    assert parser.parse_from_file(job["model"]), [parser.get_error(i).desc() for i in range(parser.num_errors)]
    config = builder.create_builder_config()
    profile = builder.create_optimization_profile()
    names = {}
    for i in range(network.num_inputs):
        tensor = network.get_input(i)
        names[tensor.name] = [tensor.get_dimension_name(axis) if length == -1 else length for axis, length in enumerate(tensor.shape)]
        shapes = [[value(name, job["profile"], k) for name in names[tensor.name]] for k in range(3)]
        profile.set_shape(tensor.name, *shapes)
    config.add_optimization_profile(profile)
    return bytes(memoryview(builder.build_serialized_network(network, config))), names


def value(name, ranges, k):
    if isinstance(name, int):
        return name
    # Derived symbols are sums: total = past + new.
    return sum(ranges[part.strip()][k] for part in DERIVED.get(name, name).split("+"))


DERIVED = {"total_sequence_length": "past_sequence_length + sequence_length", "past_sequence_length + sequence_length": "past_sequence_length + sequence_length"}


class Theirs:
    def __init__(self, engine, names, dims, strategy, caches=()):
        specialization, graph = STRATEGIES[strategy]
        self.runtime = trt.Runtime(LOG)
        self.engine = self.runtime.deserialize_cuda_engine(engine)
        self.config = self.engine.create_runtime_config()
        self.config.dynamic_shapes_kernel_specialization_strategy = getattr(trt.DynamicShapesKernelSpecializationStrategy, specialization)
        self.config.cuda_graph_strategy = getattr(trt.CudaGraphStrategy, graph)
        self.cache = self.config.create_runtime_cache()
        for cache in caches:
            assert self.cache.deserialize(cache)
        self.config.set_runtime_cache(self.cache)
        start = time.perf_counter()
        self.context = self.engine.create_execution_context(self.config)
        self.creation = (time.perf_counter() - start) * 1e3
        self.stream = torch.cuda.Stream()
        self.tensors = {}
        ones = {name: [length, length, length] for name, length in dims.items()}
        for name, shape in names.items():
            self.context.set_input_shape(name, [value(part, ones, 0) for part in shape])
        for i in range(self.engine.num_io_tensors):
            name = self.engine.get_tensor_name(i)
            shape, kind = tuple(self.context.get_tensor_shape(name)), TYPES[self.engine.get_tensor_dtype(name)]
            if self.engine.get_tensor_mode(name) == trt.TensorIOMode.INPUT and kind.is_floating_point:
                tensor = (torch.rand(shape, device="cuda") - 0.5).to(kind)
            else:
                tensor = torch.ones(shape, device="cuda", dtype=kind)
            self.tensors[name] = tensor
            self.context.set_tensor_address(name, tensor.data_ptr())
        torch.cuda.synchronize()

    def run(self, count):
        times = []
        for _ in range(count):
            start = time.perf_counter()
            assert self.context.execute_async_v3(self.stream.cuda_stream)
            self.stream.synchronize()
            times.append((time.perf_counter() - start) * 1e3)
        return times


def study(job, ours):
    engine, names = build(job)
    name = os.path.splitext(os.path.basename(job["model"]))[0]
    for strategy in job.get("strategies", ["none", "lazy", "lazy+graph", "eager+graph"]):
        folder = f"/tmp/typedrtx-study/{name}-{strategy}"
        shutil.rmtree(folder, ignore_errors=True)
        ours.open(job, strategy, folder)
        ours.run(3)
        ours.close()
        theirs = Theirs(engine, names, job["dims"], strategy)
        load = ours.open(job, strategy, folder)
        end = time.time() + job.get("seconds", 5)
        while time.time() < end:
            theirs.run(20)
            ours.run(20)
        left, right = [], []
        for _ in range(15):
            left += theirs.run(20)
            right += ours.run(20)
        a, b = statistics.median(left), statistics.median(right)
        print(f"study {name} {strategy}: theirs {a:.4f} ms, ours {b:.4f} ms, ratio {b / a:.3f}; load from cache {load * 1e3:.0f} ms", flush=True)
        kept = bytes(memoryview(theirs.cache.serialize()))
        del theirs
        ours.close()
        if strategy in job.get("contexts", ["lazy+graph"]):
            contexts(job, ours, engine, names, strategy, folder, kept, name)


def contexts(job, ours, engine, names, strategy, folder, kept, name):
    cold, warm, our_cold, our_warm = [], [], [], []
    for _ in range(3):
        cold.append(Theirs(engine, names, job["dims"], strategy).creation)
        warm.append(Theirs(engine, names, job["dims"], strategy, [kept]).creation)
        shutil.rmtree(folder, ignore_errors=True)
        for times in (our_cold, our_warm):
            ours.open(job, strategy, folder)
            ours.run(3)
            times.append(ours.contexts[0])
            ours.close()
    print(f"context {name} {strategy}: cold theirs {min(cold):.1f} ms, ours {min(our_cold):.1f}, ratio {min(our_cold) / min(cold):.3f}; "
          f"warm theirs {min(warm):.1f}, ours {min(our_warm):.1f}, ratio {min(our_warm) / min(warm):.3f}", flush=True)


other = Program()
for one in json.load(open(jobs)):
    try:
        study(one, other)
    except Exception as error:
        print(f"FAILED {one['model']}: {error!r}"[:400], flush=True)
        if other.process.poll() is not None:
            other = Program()
