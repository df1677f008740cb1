using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device.Hand;

/// <summary>A model opened and bound by hand: the ordinary dynamic session, or one fixed to lengths and captured for them.</summary>
internal sealed class HandModel : IDisposable
{
    private const int RunsToCapture = 3;

    private readonly HandSession _session;

    private HandModel(HandSession session, HandBinding binding)
    {
        _session = session;
        Binding = binding;
    }

    public HandBinding Binding { get; }

    public static HandModel OpenDynamic(HandLibrary library, HandDevice device, ModelDescriptor model, int[] dims) =>
        Open(new HandSession(library, model.Path, device.Stream is not null, captures: false, []), device, model, dims);

    /// <summary>Opens a session of fixed lengths, whose first runs become a graph.</summary>
    public static HandModel OpenFixed(HandLibrary library, HandDevice device, ModelDescriptor model, int[] dims)
    {
        bool isOnGpu = device.Stream is not null;
        HandSession session = new(library, model.Path, isOnGpu, captures: isOnGpu, Lengths(model, dims));
        return Open(session, device, model, dims);
    }

    /// <summary>Opens a session of fixed lengths and runs it until its graph is there.</summary>
    public static HandModel OpenCaptured(HandLibrary library, HandDevice device, ModelDescriptor model, int[] dims, byte[][] inputs) =>
        Capture(OpenFixed(library, device, model, dims), inputs);

    /// <summary>The same with free lengths, so that one session could hold the graphs of several; the library refuses models with shape arithmetic.</summary>
    public static HandModel OpenCapturedFree(HandLibrary library, HandDevice device, ModelDescriptor model, int[] dims, byte[][] inputs)
    {
        bool isOnGpu = device.Stream is not null;
        HandSession session = new(library, model.Path, isOnGpu, captures: isOnGpu, []);
        return Capture(Open(session, device, model, dims), inputs);
    }

    public void Dispose()
    {
        Binding.Dispose();
        _session.Dispose();
    }

    private static HandModel Capture(HandModel hand, byte[][] inputs)
    {
        hand.Binding.Fill(inputs);
        for (int run = 0; run < RunsToCapture; run++)
        {
            hand.Binding.Run();
        }

        return hand;
    }

    private static HandModel Open(HandSession session, HandDevice device, ModelDescriptor model, int[] dims)
    {
        try
        {
            return new HandModel(session, new HandBinding(session, device, model, dims));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // Those that follow from others stand in the model by their own names.
    private static IEnumerable<(string, long)> Lengths(ModelDescriptor model, int[] dims)
    {
        Dictionary<string, long> values = model.Plan.Symbols.Zip(dims).ToDictionary(pair => pair.First.Name, pair => (long)pair.Second);
        foreach (SymbolRelation relation in model.Signature.Relations)
        {
            if (relation.Value.Evaluate(name => values.TryGetValue(name, out long value) ? value : null) is { } length)
            {
                values.TryAdd(relation.Symbol, length);
            }
        }

        return values.Select(pair => (pair.Key, pair.Value));
    }
}
