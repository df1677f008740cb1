using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>Operators that compute: element by element, along axes, by windows.</summary>
internal static class MathSteps
{
    /// <summary>All of them.</summary>
    public static readonly Action<GraphDraft>[] All =
    [
        Unary, Binary, Binary, Where, Reduce, Reduce, ArgMax, MatMul, MatMul, Gemm, Einsum, TopK,
        Conv, Conv, ConvTranspose, Pool, Pool, GlobalPool, Resize, Normalize, NonZero, If,
    ];

    private static void Unary(GraphDraft draft)
    {
        string[] operations = ["Relu", "Identity", "Softmax", "Neg", "Erf", "Sigmoid"];
        if (draft.Pick(value => value.Rank > 0) is { } x)
        {
            draft.Node(operations[draft.Random.Next(operations.Length)], [x.Name]);
        }
    }

    private static void Binary(GraphDraft draft)
    {
        string[] operations = ["Add", "Mul", "Max", "Pow"];
        if (draft.Pick() is { } x && draft.Pick() is { } y)
        {
            draft.Node(operations[draft.Random.Next(operations.Length)], [x.Name, y.Name]);
        }
    }

    private static void Where(GraphDraft draft)
    {
        if (draft.Pick() is { } x && draft.Pick() is { } y)
        {
            draft.Node("Where", [draft.Node(ElementType.Bool, "Greater", [x.Name, y.Name]), x.Name, draft.Floats(1)]);
        }
    }

    private static void Reduce(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        int axis = draft.Signed(x, draft.Axis(x));
        int keeps = draft.Random.Next(2);
        _ = draft.Random.Next(4) switch
        {
            0 => draft.Node("ReduceSum", [x.Name], OnnxAttributes.Int("keepdims", keeps)),
            1 => draft.Node("ReduceSum", [x.Name, draft.List(axis)], OnnxAttributes.Int("keepdims", keeps)),
            2 => draft.Node("ReduceMean", [x.Name], OnnxAttributes.Ints("axes", axis), OnnxAttributes.Int("keepdims", keeps)),
            _ => draft.Node("ReduceMax", [x.Name], OnnxAttributes.Ints("axes", axis)),
        };
    }

    private static void ArgMax(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is { } x)
        {
            int axis = draft.Signed(x, draft.Axis(x));
            draft.Node(ElementType.Int64, "ArgMax", [x.Name], OnnxAttributes.Int("axis", axis), OnnxAttributes.Int("keepdims", draft.Random.Next(2)));
        }
    }

    private static void MatMul(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        if (x.Fixed(x.Rank - 1) is { } depth && !draft.Once(3))
        {
            draft.Node("MatMul", [x.Name, draft.Once(5) ? draft.Weights(depth) : draft.Weights(depth, draft.Random.Next(1, 9))]);
        }
        else if (x.Rank > 1 && draft.Pick(value => value.Rank == x.Rank) is { } y)
        {
            long[] order = [.. Enumerable.Range(0, x.Rank).Select(axis => (long)axis)];
            (order[^1], order[^2]) = (order[^2], order[^1]);
            draft.Node("MatMul", [x.Name, draft.Node("Transpose", [y.Name], OnnxAttributes.Ints("perm", order))]);
        }
    }

    private static void Gemm(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 2) is { } x)
        {
            bool isTurned = draft.Once(2);
            long depth = x.Fixed(isTurned ? 0 : 1) ?? 1;
            string[] inputs = [x.Name, draft.Weights(5, depth), draft.Weights(5)];
            draft.Node("Gemm", inputs, OnnxAttributes.Int("transA", isTurned ? 1 : 0), OnnxAttributes.Int("transB", 1));
        }
    }

    private static void Einsum(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 3) is { } x)
        {
            string[] equations = ["bij,bkj->bik", "bij,bij->bj", "bij,bij->bi", "bij,bkj->kb", "...i,...i->...i"];
            draft.Node("Einsum", [x.Name, x.Name], OnnxAttributes.String("equation", equations[draft.Random.Next(equations.Length)]));
        }
    }

    private static void TopK(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is { } x)
        {
            // Never 0, which ends the process in ONNX Runtime 1.30.0.
            string count = draft.List(draft.Random.Next(1, 3));
            if (draft.Once(2))
            {
                string more = draft.Node(ElementType.Int64, "Add", [draft.Length(x, x.Rank - 1), draft.List(1)]);
                count = draft.Node(ElementType.Int64, "Div", [more, draft.List(2)]);
            }

            draft.Node("TopK", [x.Name, count]);
            draft.Nodes[^1].Output.Add(draft.Result(ElementType.Int64));
        }
    }

    private static void Conv(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank is 3 or 4 && value.Fixed(1) is not null) is { } x)
        {
            int axes = x.Rank - 2;
            long[] kernel = WindowChoice.Kernel(draft, axes);
            bool isDepthwise = draft.Once(3);
            long channels = x.Fixed(1)!.Value;
            string weights = isDepthwise ? draft.Weights([channels, 1, .. kernel]) : draft.Weights([draft.Random.Next(1, 9), channels, .. kernel]);
            draft.Node(
                "Conv",
                [x.Name, weights],
                [OnnxAttributes.Int("group", isDepthwise ? channels : 1), .. WindowChoice.Attributes(draft, axes, hasDilations: true)]);
        }
    }

    private static void ConvTranspose(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 4 && value.Fixed(1) is not null) is { } x)
        {
            string weights = draft.Weights([x.Fixed(1)!.Value, 3, .. WindowChoice.Kernel(draft, 2)]);
            draft.Node("ConvTranspose", [x.Name, weights], WindowChoice.Attributes(draft, 2, hasDilations: true));
        }
    }

    private static void Pool(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank is 3 or 4) is { } x)
        {
            int axes = x.Rank - 2;
            bool isMax = draft.Once(2);
            draft.Node(
                isMax ? "MaxPool" : "AveragePool",
                [x.Name],
                [
                    OnnxAttributes.Ints("kernel_shape", WindowChoice.Kernel(draft, axes)),
                    OnnxAttributes.Int("ceil_mode", draft.Random.Next(2)),
                    .. WindowChoice.Attributes(draft, axes, hasDilations: isMax),
                ]);
        }
    }

    private static void GlobalPool(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 2) is { } x)
        {
            draft.Node("GlobalAveragePool", [x.Name]);
        }
    }

    private static void Resize(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 4) is { } x)
        {
            float[] scales = [2f, 0.5f, 1.5f, 3f, 0.75f, 0.3f];
            string scale = draft.Floats(1, 1, scales[draft.Random.Next(scales.Length)], scales[draft.Random.Next(scales.Length)]);
            draft.Node("Resize", [x.Name, "", scale], OnnxAttributes.String("mode", draft.Once(2) ? "linear" : "nearest"));
        }
    }

    private static void Normalize(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 1 && value.Fixed(value.Rank - 1) is not null) is { } x)
        {
            draft.Node("LayerNormalization", [x.Name, draft.Weights(x.Fixed(x.Rank - 1)!.Value)]);
        }
    }

    // Its second length depends on the values.
    private static void NonZero(GraphDraft draft)
    {
        if (draft.Once(3) && draft.Pick(value => value.Rank > 0) is { } x)
        {
            draft.Node("Cast", [draft.Node(ElementType.Int64, "NonZero", [x.Name])], OnnxAttributes.Int("to", (int)ElementType.Float32));
        }
    }

    private static void If(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x || draft.Pick(value => value.Rank > 0) is not { } y)
        {
            return;
        }

        string one = draft.Number(draft.Random.Next(1, 5));
        string length = draft.Node(ElementType.Int64, "Squeeze", [draft.Length(x, draft.Axis(x))]);
        string condition = draft.Node(ElementType.Bool, "Greater", [length, one]);
        draft.Node(
            "If",
            [condition],
            OnnxAttributes.Graph("then_branch", Branch("Relu", x)),
            OnnxAttributes.Graph("else_branch", Branch("Neg", draft.Once(2) ? x : y)));

        static TestKit.Onnx.GraphProto Branch(string operation, GraphValue value) => new OnnxModelBuilder("branch")
            .Node(operation, [value.Name], ["branch_result"])
            .Output("branch_result", OnnxTypes.TensorOfUnknownRank(ElementType.Float32))
            .Graph;
    }
}
