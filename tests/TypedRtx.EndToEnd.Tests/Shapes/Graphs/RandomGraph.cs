using Google.Protobuf;
using Google.Protobuf.Collections;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>
/// A graph of operators chosen at random, over inputs whose axes share a few symbols. It grows by what ONNX Runtime runs:
/// no rule of any operator is known here. Every value in it is an output whose shape the model does not state.
/// </summary>
internal sealed class RandomGraph
{
    private const int Trials = 6;
    private const int Symbols = 4;
    private const long LargestValue = 20_000;

    private static readonly Action<GraphDraft>[] Steps = [.. LayoutSteps.All, .. LengthSteps.All, .. MathSteps.All];

    private readonly Random _random;
    private readonly OnnxModelBuilder _builder = new();
    private readonly int[][] _trials;
    private readonly List<GraphValue> _values = [];
    private readonly List<OnnxDimension[]> _inputs = [];
    private int _next;

    /// <summary>Grows a graph.</summary>
    /// <param name="random">What is chosen by.</param>
    /// <param name="steps">How many times it may grow.</param>
    public RandomGraph(Random random, int steps)
    {
        _random = random;
        _trials = [.. Enumerable.Range(0, Trials).Select(_ => Enumerable.Range(0, Symbols).Select(_ => random.Next(1, 11)).ToArray())];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            AddInput();
        }

        for (int i = 0; i < steps; i++)
        {
            GraphDraft draft = new(_values, random, _next);
            Steps[random.Next(Steps.Length)](draft);
            if (draft.Nodes.Count > 0)
            {
                TryGrow(draft);
            }
        }
    }

    /// <summary>The model.</summary>
    public ModelProto Model => _builder.Model;

    /// <summary>The shapes of the inputs in each of the trial runs.</summary>
    public long[][][] Inputs => [.. _trials.Select(trial => _inputs.Select(input => ShapeOf(input, trial)).ToArray())];

    /// <summary>The shapes of the outputs in each of the trial runs.</summary>
    public long[]?[][] Outputs { get; private set; } = [];

    private void AddInput()
    {
        OnnxDimension[] axes = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(ChooseAxis)];
        string name = $"x{_inputs.Count}";
        _builder.Input(name, ElementType.Float32, axes);
        _inputs.Add(axes);
        _values.Add(new GraphValue(name, ElementType.Float32, [.. _trials.Select(trial => ShapeOf(axes, trial))]));
    }

    // Channels, where a window would look for them, are fixed more often than not.
    private OnnxDimension ChooseAxis(int axis) =>
        _random.Next(axis == 1 ? 2 : 4) == 0 ? (OnnxDimension)(long)(4 * _random.Next(1, 3)) : ((char)('a' + _random.Next(Symbols))).ToString();

    private static long[] ShapeOf(OnnxDimension[] input, int[] trial) => [.. input.Select(axis => axis.Value ?? trial[axis.Parameter![0] - 'a'])];

    private TestTensor Random(long[] shape) => RandomInputs.Create(ElementType.Float32, shape, _random);

    private void TryGrow(GraphDraft draft)
    {
        ModelProto before = Model.Clone();
        Model.Graph.Node.AddRange(draft.Nodes);
        Model.Graph.Initializer.AddRange(draft.Constants);
        Model.Graph.Output.AddRange(draft.Results.Select(
            result => new ValueInfoProto { Name = result.Name, Type = OnnxTypes.TensorOfUnknownRank(result.Type) }));
        if (Run() is { } shapes && shapes.All(trial => trial.All(IsSmall)))
        {
            int old = before.Graph.Output.Count;
            Outputs = shapes;

            // One whose rank varies, or that holds nothing, is judged as any other, but nothing is built on it.
            _values.AddRange(draft.Results
                .Select((result, i) => new GraphValue(result.Name, result.Type, [.. shapes.Select(trial => trial[old + i]!)]))
                .Where(value => value.Shapes.All(shape => shape.Length == value.Rank && !shape.Contains(0))));
            _next += 1000;
            return;
        }

        Restore(Model.Graph.Node, before.Graph.Node.Count);
        Restore(Model.Graph.Initializer, before.Graph.Initializer.Count);
        Restore(Model.Graph.Output, before.Graph.Output.Count);
    }

    private long[]?[][]? Run()
    {
        try
        {
            using ShapeSession session = new(Model.ToByteArray(), OnnxModelReader.Read(new MemoryStream(Model.ToByteArray())).Signature);
            return [.. Inputs.Select(shapes => session.Run(shapes.Select(Random).ToArray()))];
        }
        catch (RawException)
        {
            return null;
        }
    }

    private static bool IsSmall(long[]? shape) =>
        shape is not null && shape.Aggregate(1L, (product, length) => product * length) < LargestValue;

    private static void Restore<T>(RepeatedField<T> list, int count)
    {
        while (list.Count > count)
        {
            list.RemoveAt(list.Count - 1);
        }
    }
}
