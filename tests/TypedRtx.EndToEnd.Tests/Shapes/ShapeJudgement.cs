using Google.Protobuf;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>What a plan knows of a conformance model, and whether it is right: on the test's own inputs, and on others of other shapes.</summary>
internal sealed class ShapeJudgement
{
    private readonly ShapeVariant _variant;
    private readonly InferredModel _inferred;

    /// <summary>Plans a variant and compares the plan with the test's own shapes.</summary>
    /// <exception cref="OnnxFormatException">Our reader refuses the model.</exception>
    public ShapeJudgement(ShapeVariant variant)
    {
        _variant = variant;
        _inferred = InferredModel.Read(variant.Model);
        Judge([.. variant.Inputs.Select(ShapeVariant.ShapeOf)], variant.Outputs);
    }

    /// <summary>How the model says less of its shapes.</summary>
    public string Way => _variant.Way;

    /// <summary>Outputs that are tensors.</summary>
    public int Outputs { get; private set; }

    /// <summary>Those whose every dimension is known.</summary>
    public int KnownOutputs { get; private set; }

    /// <summary>The operators of a model with an output that is not known; null for others.</summary>
    public string? Unknown => KnownOutputs == Outputs
        ? null
        : string.Join('+', _variant.Model.Graph.Node.Select(node => node.OpType).Distinct().Take(4));

    /// <summary>How many times ONNX Runtime ran the model on inputs of other shapes.</summary>
    public int OtherRuns { get; private set; }

    /// <summary>What was wrong.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Runs the model with other lengths in the place of those of the test: equal ones stay equal, if need be.</summary>
    public void RunOthers(int times, Random random)
    {
        if (_variant.Inputs.Any(input => input is not TestTensor))
        {
            return;
        }

        try
        {
            using ShapeSession session = new(_variant.Model.ToByteArray(), _inferred.Signature);
            for (int i = 0; i < times; i++)
            {
                RunOther(session, random);
            }
        }
        catch (RawException)
        {
            // It does not take the model; its own test vectors had their say.
        }
    }

    private void RunOther(ShapeSession session, Random random)
    {
        Dictionary<long, long> lengths = [];
        int keepOnes = random.Next(4);
        long[][] shapes = [.. _variant.Inputs.Select(input => ((TestTensor)input).Dimensions.Select(Other).ToArray())];
        try
        {
            long[]?[] found = session.Run(
                [.. shapes.Select((shape, i) => RandomInputs.Create(((TestTensor)_variant.Inputs[i]).ElementType, shape, random))]);
            OtherRuns++;
            Judge(shapes, found);
        }
        catch (RawException)
        {
            // Other lengths than those of the test need not go together.
        }

        long Other(long length)
        {
            if (length == 1 && keepOnes > 0)
            {
                return 1;
            }

            if (!lengths.TryGetValue(length, out long other))
            {
                other = random.Next(5) == 0 ? length : random.Next(1, 12);
                lengths.Add(length, other);
            }

            // Now and then one axis goes its own way.
            return random.Next(12) == 0 ? random.Next(1, 8) : other;
        }
    }

    private void Judge(IReadOnlyList<long[]?> inputs, long[]?[] found)
    {
        bool isFirst = Outputs == 0;
        int[] symbols = SymbolBinding.Bind(_inferred.Plan, inputs, out string? contradiction);
        string name = $"{_variant.Name} ({Way}) on {string.Join(" ", inputs.Select(shape => shape is null ? "-" : $"[{string.Join(",", shape)}]"))}";
        if (contradiction is not null)
        {
            Failures.Add($"{name}: {contradiction}");
            return;
        }

        Failures.AddRange(ShapeDifference.Find(name, _inferred, symbols, found).Select(wrong => wrong.Text));
        if (isFirst)
        {
            Outputs = found.Count(shape => shape is not null);
            KnownOutputs = found.Where((shape, i) => shape is not null && ShapeCoverage.IsKnown(_inferred.Plan.Outputs[i])).Count();
        }
    }
}
