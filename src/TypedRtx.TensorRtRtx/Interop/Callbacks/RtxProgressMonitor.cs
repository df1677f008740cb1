using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Follows a build and gives it up when asked to. The library calls it on the thread that builds, and may on others.</summary>
internal sealed unsafe class RtxProgressMonitor : CallbackObject
{
    private const int Slots = 8;

    private readonly Action<string, string?, int> _started;
    private readonly Func<string, int, bool> _stepped;
    private readonly Action<string> _finished;

    /// <summary>Makes a monitor.</summary>
    /// <param name="abi">The layout that the library expects.</param>
    /// <param name="started">A phase began: its name, that of the phase around it or null, the number of its steps.</param>
    /// <param name="stepped">A step is done: the phase's name, the step. False gives the build up.</param>
    /// <param name="finished">A phase ended, maybe before all its steps.</param>
    public RtxProgressMonitor(
        RtxAbi abi, Action<string, string?, int> started, Func<string, int, bool> stepped, Action<string> finished)
        : base(abi, "IProgressMonitor\0"u8, RtxMethod.ProgressMonitorGetAPILanguage, Slots)
    {
        _started = started;
        _stepped = stepped;
        _finished = finished;
        delegate* unmanaged[MemberFunction]<nint, byte*, byte*, int, void> start = &Start;
        delegate* unmanaged[MemberFunction]<nint, byte*, int, byte> step = &Step;
        delegate* unmanaged[MemberFunction]<nint, byte*, void> finish = &Finish;
        Set(RtxMethod.ProgressMonitorPhaseStart, start);
        Set(RtxMethod.ProgressMonitorStepComplete, step);
        Set(RtxMethod.ProgressMonitorPhaseFinish, finish);
    }

    private bool Guard(Func<RtxProgressMonitor, bool> call)
    {
#pragma warning disable CA1031 // A native boundary; the operation throws it afterwards.
        try
        {
            return !HasFailed && call(this);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return false;
        }
#pragma warning restore CA1031
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void Start(nint self, byte* phase, byte* parent, int steps)
    {
        string name = Text(phase);
        string? around = Marshal.PtrToStringUTF8((nint)parent);
        Of<RtxProgressMonitor>(self)?.Guard(monitor =>
        {
            monitor._started(name, around, steps);
            return true;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static byte Step(nint self, byte* phase, int step)
    {
        string name = Text(phase);
        return Of<RtxProgressMonitor>(self)?.Guard(monitor => monitor._stepped(name, step)) is false ? (byte)0 : (byte)1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void Finish(nint self, byte* phase)
    {
        string name = Text(phase);
        Of<RtxProgressMonitor>(self)?.Guard(monitor =>
        {
            monitor._finished(name);
            return true;
        });
    }
}
