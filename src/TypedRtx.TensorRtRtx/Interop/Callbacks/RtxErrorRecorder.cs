using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// Collects what the library reports as errors while it works for one builder or runtime and for all that they make. With a
/// recorder set, errors come here and not to the logger.
/// </summary>
internal sealed unsafe class RtxErrorRecorder : CallbackObject
{
    private const int Slots = 16;
    private const int MaxErrors = 64;
    private const int MaxDescription = 127;

    private readonly Lock _gate = new();
    private readonly List<RtxError> _errors = [];
    private int _references;

    public RtxErrorRecorder(RtxAbi abi)
        : base(abi, "IErrorRecorder\0"u8, RtxMethod.ErrorRecorderGetAPILanguage, Slots, MaxDescription + 1)
    {
        delegate* unmanaged[MemberFunction]<nint, int> count = &GetCount;
        delegate* unmanaged[MemberFunction]<nint, int, int> code = &GetCode;
        delegate* unmanaged[MemberFunction]<nint, int, byte*> description = &GetDescription;
        delegate* unmanaged[MemberFunction]<nint, byte> overflowed = &HasOverflowed;
        delegate* unmanaged[MemberFunction]<nint, void> clear = &Clear;
        delegate* unmanaged[MemberFunction]<nint, int, byte*, byte> report = &Report;
        delegate* unmanaged[MemberFunction]<nint, int> increase = &Increase;
        delegate* unmanaged[MemberFunction]<nint, int> decrease = &Decrease;
        Set(RtxMethod.ErrorRecorderGetNbErrors, count);
        Set(RtxMethod.ErrorRecorderGetErrorCode, code);
        Set(RtxMethod.ErrorRecorderGetErrorDesc, description);
        Set(RtxMethod.ErrorRecorderHasOverflowed, overflowed);
        Set(RtxMethod.ErrorRecorderClear, clear);
        Set(RtxMethod.ErrorRecorderReportError, report);
        Set(RtxMethod.ErrorRecorderIncRefCount, increase);
        Set(RtxMethod.ErrorRecorderDecRefCount, decrease);
    }

    /// <summary>Takes out what was reported, in order.</summary>
    public RtxError[] Take()
    {
        lock (_gate)
        {
            RtxError[] errors = [.. _errors];
            _errors.Clear();
            return errors;
        }
    }

    private void Add(int code, string description)
    {
        lock (_gate)
        {
            // The library reports again what it caught on its way out.
            if (_errors.Count < MaxErrors && !_errors.Exists(error => error.Description == description))
            {
                _errors.Add(new RtxError(code, description));
            }
        }
    }

    private RtxError? At(int index)
    {
        lock (_gate)
        {
            return (uint)index < (uint)_errors.Count ? _errors[index] : null;
        }
    }

    private byte* Describe(int index)
    {
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(At(index)?.Description ?? "");
        Span<byte> target = new(Extra, MaxDescription + 1);
        lock (_gate)
        {
            target.Clear();
            text[..Math.Min(text.Length, MaxDescription)].CopyTo(target);
        }

        return Extra;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static int GetCount(nint self)
    {
        if (Of<RtxErrorRecorder>(self) is not { } recorder)
        {
            return 0;
        }

        lock (recorder._gate)
        {
            return recorder._errors.Count;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static int GetCode(nint self, int index) => Of<RtxErrorRecorder>(self)?.At(index)?.Code ?? 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static byte* GetDescription(nint self, int index) =>
        Of<RtxErrorRecorder>(self) is { } recorder ? recorder.Describe(index) : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static byte HasOverflowed(nint self) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void Clear(nint self) => _ = Of<RtxErrorRecorder>(self)?.Take();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static byte Report(nint self, int code, byte* description)
    {
        Of<RtxErrorRecorder>(self)?.Add(code, Marshal.PtrToStringUTF8((nint)description) ?? "");

        // Whether the error ends the whole operation is for the library to judge.
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static int Increase(nint self) =>
        Of<RtxErrorRecorder>(self) is { } recorder ? Interlocked.Increment(ref recorder._references) : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static int Decrease(nint self) =>
        Of<RtxErrorRecorder>(self) is { } recorder ? Interlocked.Decrement(ref recorder._references) : 0;
}
