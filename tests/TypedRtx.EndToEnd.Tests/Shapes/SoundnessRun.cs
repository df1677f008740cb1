using System.Diagnostics;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Runs one model over random shapes and compares what it gives with what its plan says.</summary>
/// <param name="name">What to call the model.</param>
/// <param name="model">The plan.</param>
/// <param name="session">The model.</param>
/// <param name="random">Where shapes and inputs come from.</param>
internal sealed class SoundnessRun(string name, InferredModel model, ShapeSession session, Random random)
{
    private const int LeastRuns = 2;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Assignments drawn.</summary>
    public int Drawn { get; private set; }

    /// <summary>Those that were not drawn before: equal shapes need no second run.</summary>
    public int Distinct => _seen.Count;

    /// <summary>Those that ONNX Runtime ran.</summary>
    public int Ran { get; private set; }

    /// <summary>Those with a 0 that it ran.</summary>
    public int RanEmpty { get; private set; }

    /// <summary>What was wrong.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>What ONNX Runtime said of the first assignment that it refused.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>Draws and runs.</summary>
    /// <param name="draw">Where assignments come from.</param>
    /// <param name="draws">How many at most.</param>
    /// <param name="time">After which time no further one is drawn.</param>
    public void Run(SymbolDraw draw, int draws, TimeSpan time)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (Drawn < draws && (Ran < LeastRuns || clock.Elapsed < time))
        {
            Drawn++;
            int[] symbols = draw.Next();
            if (_seen.Add(string.Join(' ', symbols)))
            {
                Run(symbols);
            }
        }
    }

    private void Run(int[] symbols)
    {
        if (RandomInputs.ShapesOf(model.Plan, symbols) is not { } shapes)
        {
            return;
        }

        try
        {
            long[]?[] found = session.Run(
                [.. shapes.Select((shape, i) => RandomInputs.Create(((TensorType)model.Signature.Inputs[i].Type).Element, shape, random))]);
            Ran++;
            RanEmpty += symbols.Contains(0) ? 1 : 0;
            Failures.AddRange(ShapeDifference.Find(name, model, symbols, found).Select(wrong => wrong.Text));
        }
        catch (RawException error)
        {
            FirstRefusal ??= $"{error.Message}{ShapeDifference.With(model.Plan, symbols)}";
        }
    }
}
