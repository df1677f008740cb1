using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>A few nodes more for a random graph, before it is known whether they run.</summary>
/// <param name="values">The values that the graph has.</param>
/// <param name="random">What is chosen by.</param>
/// <param name="first">The number of the first new value.</param>
internal sealed class GraphDraft(IReadOnlyList<GraphValue> values, Random random, int first)
{
    private int _next = first;

    /// <summary>What is chosen by.</summary>
    public Random Random => random;

    /// <summary>The nodes.</summary>
    public List<NodeProto> Nodes { get; } = [];

    /// <summary>The constants that they use.</summary>
    public List<TensorProto> Constants { get; } = [];

    /// <summary>The values that they give.</summary>
    public List<(string Name, ElementType Type)> Results { get; } = [];

    /// <summary>One of the float values; null when none fits.</summary>
    public GraphValue? Pick(Func<GraphValue, bool>? fits = null)
    {
        GraphValue[] candidates = [.. values.Where(value => value.IsFloat && fits?.Invoke(value) != false)];
        if (candidates.Length == 0)
        {
            return null;
        }

        // Later ones more often, so that graphs grow deep and not wide.
        return candidates[Math.Max(random.Next(candidates.Length), random.Next(candidates.Length))];
    }

    /// <summary>An axis of a value, which has one.</summary>
    public int Axis(GraphValue value) => random.Next(value.Rank);

    /// <summary>The same axis, counted from the end half of the time.</summary>
    public int Signed(GraphValue value, int axis) => random.Next(2) == 0 ? axis : axis - value.Rank;

    /// <summary>Whether it is so this time, once in so many.</summary>
    public bool Once(int times) => random.Next(times) == 0;

    /// <summary>The name of a constant list of integers.</summary>
    public string List(params long[] numbers) => Add(TensorProtos.Create($"c{_next++}", numbers, numbers.Length));

    /// <summary>The name of a constant integer.</summary>
    public string Number(long number) => Add(TensorProtos.Create($"c{_next++}", [number]));

    /// <summary>The name of a constant list of floats.</summary>
    public string Floats(params float[] numbers) => Add(TensorProtos.Create($"c{_next++}", numbers, numbers.Length));

    /// <summary>The name of float weights.</summary>
    public string Weights(params long[] shape) =>
        Add(TensorProtos.Create($"w{_next++}", new float[shape.Aggregate(1L, (product, length) => product * length)], shape));

    /// <summary>Adds a node with one float result.</summary>
    public string Node(string operation, string[] inputs, params AttributeProto[] attributes) =>
        Node(ElementType.Float32, operation, inputs, attributes);

    /// <summary>Adds a node with one result.</summary>
    public string Node(ElementType type, string operation, string[] inputs, params AttributeProto[] attributes) =>
        Node(type, operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node with results of one type.</summary>
    public string[] Node(ElementType type, string operation, string[] inputs, int results, params AttributeProto[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, results).Select(_ => $"v{_next++}")];
        Nodes.Add(OnnxNodes.Create(operation, inputs, names, attributes));
        Results.AddRange(names.Select(name => (name, type)));
        return names;
    }

    /// <summary>A further result, for the last node.</summary>
    public string Result(ElementType type)
    {
        Results.Add(($"v{_next++}", type));
        return Results[^1].Name;
    }

    /// <summary>Adds what takes one length out of a value's shape, as a list of one.</summary>
    public string Length(GraphValue value, int axis)
    {
        if (Once(3))
        {
            return Node(ElementType.Int64, "Shape", [value.Name], OnnxAttributes.Int("start", axis), OnnxAttributes.Int("end", axis + 1));
        }

        string shape = Node(ElementType.Int64, "Shape", [value.Name]);
        if (Once(2))
        {
            return Node(ElementType.Int64, "Gather", [shape, List(Signed(value, axis))]);
        }

        string number = Node(ElementType.Int64, "Gather", [shape, Number(axis)]);
        return Node(ElementType.Int64, "Unsqueeze", [number, List(0)]);
    }

    private string Add(TensorProto constant)
    {
        Constants.Add(constant);
        return constant.Name;
    }
}
