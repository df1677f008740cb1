using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Cli.Warm;

/// <summary>A model as a program has it from its start on: what a generated class is, made of a file.</summary>
internal sealed class WarmStart : TypedModel
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private WarmStart(LoadedModel model, TimeSpan loading)
        : base(model) => Loading = loading;

    /// <summary>How long loading took.</summary>
    public TimeSpan Loading { get; }

    /// <summary>Loads a model file.</summary>
    public static WarmStart Load(ModelDescriptor model, ModelOptions options, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        LoadedModel loaded = ModelLoader.Load(model, ModelSource.FromFile(model.Path), options, null, cancellationToken);
        return new WarmStart(loaded, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>What is known of lengths; null for nothing.</summary>
    public DimsSpecialization? Known(int[] dims) => Specializations.FirstOrDefault(known => known.Dims.SequenceEqual(dims));

    /// <summary>Has the model specialised for lengths.</summary>
    public Task WarmAsync(int[] dims, CancellationToken cancellationToken) => Warm(dims, cancellationToken);

    /// <summary>Runs the model with inputs that are made up.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="TypedRtxException">It does not run so.</exception>
    public TimeSpan Run(int[] dims, CancellationToken cancellationToken)
    {
        ModelRuntime runtime = Runtime;
        int[] key = new int[runtime.Model.KeyLength];
        dims.CopyTo(key, 0);
        runtime.CheckProfile(key);
        using RecordedBinding sample = SampleRun.MadeUp(runtime.Model, dims) ?? throw new InferenceException(
            "there are no inputs to run it with: the lengths do not say what an input is, or an input is no tensor. "
            + "Only runs of the program itself warm such a model.");
        using ISessionBinding binding = runtime.Session.CreateBinding();
        long start = Stopwatch.GetTimestamp();
        SampleRun.Run(runtime.Model, sample, binding, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Waits until nothing is made or kept in the background.</summary>
    public void Settle(CancellationToken cancellationToken)
    {
        // Threads of several layers work there, and nobody but this tool waits for all of them: looking is enough.
        while (!Runtime.IsIdle)
        {
            cancellationToken.WaitHandle.WaitOne(Glance);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
