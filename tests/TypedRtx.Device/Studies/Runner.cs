using System.Diagnostics;
using TypedRtx.Device.Hand;
using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary>A model opened in one of the ways that studies compare, ready to run made-up inputs of fixed lengths.</summary>
internal sealed class Runner : IDisposable
{
    /// <summary>Ours, adaptive.</summary>
    public const string Ours = "ours";

    /// <summary>Ours, adaptive, and the lengths are warmed before the first run.</summary>
    public const string Awaited = "ours-awaited";

    /// <summary>Ours, adaptive, and the lengths are warmed while the first runs go on: what compiles for any lengths and for these meets.</summary>
    public const string Unawaited = "ours-unawaited";

    /// <summary>Ours, without specialisation.</summary>
    public const string None = "none";

    /// <summary>Ours, and TensorRT for RTX itself compiles in the background.</summary>
    public const string InLibrary = "ours-in-library";

    /// <summary>ONNX Runtime by hand, the ordinary session.</summary>
    public const string Dynamic = "dynamic";

    /// <summary>ONNX Runtime by hand, fixed to the lengths and captured.</summary>
    public const string Captured = "captured";

    /// <summary>The bare library of TensorRT for RTX, its own background compilation and graphs.</summary>
    public const string Bare = "library";

    private readonly List<IDisposable> _open = [];
    private readonly Bound? _bound;
    private readonly BareModel? _bare;
    private readonly string? _kernels;
    private readonly int[] _dims;

    /// <summary>Opens a model.</summary>
    /// <param name="settings">Backend and libraries.</param>
    /// <param name="kind">Which way: one of the constants.</param>
    /// <param name="models">The folder of models.</param>
    /// <param name="job">Model and lengths.</param>
    /// <param name="cache">The folder of the cache; null for none.</param>
    public Runner(Settings settings, string kind, string models, Job job, string? cache)
    {
        ModelDescriptor descriptor = GenericModel.Describe(Path.Combine(models, $"{job.Model}.onnx"), settings.IsRtx ? job.Profile : null);
        _dims = Setup.Dims(descriptor, job.Dims);
        byte[][] inputs = TestInputs.Make(descriptor, _dims, seed: 1);
        long start = Stopwatch.GetTimestamp();
        switch (kind)
        {
            case Ours or Awaited or Unawaited or InLibrary or None:
                Specialization specialization = kind == None ? Specialization.None : Specialization.Lazy;
                _bound = Bound.Load(descriptor, settings.Options(specialization, cache, inLibrary: kind == InLibrary), _dims);
                _open.Add(_bound);
                _bound.Fill(inputs);
                Task warmed = kind is Awaited or Unawaited ? _bound.Model.WarmAsync(_dims) : Task.CompletedTask;
                if (kind == Awaited)
                {
                    warmed.GetAwaiter().GetResult();
                }

                Run = _bound.Run;
                break;
            case Dynamic or Captured:
                HandDevice device = HandDevice.Open(settings.IsOnGpu);
                _open.Add(device);
                HandLibrary library = HandLibrary.Load(settings.Library);
                HandModel hand = kind == Dynamic
                    ? HandModel.OpenDynamic(library, device, descriptor, _dims)
                    : HandModel.OpenFixed(library, device, descriptor, _dims);
                _open.Add(hand);
                hand.Binding.Fill(inputs);
                Run = hand.Binding.Run;
                break;
            case Bare:
                _kernels = cache is null ? null : Path.Combine(cache, "kernels.bin");
                _bare = BareModel.Open(settings, descriptor, _dims, cache, File.Exists(_kernels) ? File.ReadAllBytes(_kernels) : null);
                _open.Add(_bare);
                _bare.Context.Fill(inputs);
                Run = _bare.Context.Run;
                break;
            default:
                throw new ArgumentException($"There is no {kind}.");
        }

        Load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>One run.</summary>
    public Action Run { get; }

    /// <summary>The milliseconds that opening took, warming included.</summary>
    public double Load { get; }

    /// <summary>What answers now: general and pending before it is settled; then specialized, kept (the general one for good), evicted or failed.</summary>
    public string State => _bound?.Model.Specializations.FirstOrDefault(known => known.Dims.SequenceEqual(_dims))?.State switch
    {
        SpecializationState.Specialized => "specialized",
        SpecializationState.Pending => "pending",
        SpecializationState.Seen or null => "general",
        SpecializationState.General => "kept",
        var other => other.ToString()!.ToLowerInvariant(),
    };

    /// <summary>Whether it is settled which session answers.</summary>
    public bool IsSettled => State is not ("general" or "pending");

    /// <summary>Closes it; a cache then holds what was compiled.</summary>
    public void Dispose()
    {
        if (_bare is not null && _kernels is not null)
        {
            File.WriteAllBytes(_kernels, _bare.Context.SaveCache());
        }

        _open.AsEnumerable().Reverse().ToList().ForEach(item => item.Dispose());
    }
}
