using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>
/// Objects of ours, called through their tables as the library calls them, in both C++ layouts. The numbers of slots are those of the
/// interfaces in the public headers, and on purpose not taken from our tables.
/// </summary>
public sealed unsafe class CallbackTests
{
    private static readonly RtxVersion[] Versions = [new(10500, 114), new(10601, 120), new(10701, 116)];

    public static TheoryData<int, bool> Layouts
    {
        get
        {
            TheoryData<int, bool> data = [];
            foreach (RtxVersion version in Versions)
            {
                data.Add(version.Number, false);
                data.Add(version.Number, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_object_says_its_language_and_interface(int version, bool isMsvc)
    {
        RtxAbi abi = RtxAbi.Of(new RtxVersion(version, 0), isMsvc);
        using RtxLogger logger = new(abi);
        using RtxErrorRecorder recorder = new(abi);
        using RtxProgressMonitor monitor = new(abi, (_, _, _) => { }, (_, _) => true, _ => { });
        using RtxStreamWriter writer = new(abi, Stream.Null);
        (CallbackObject, string)[] objects =
            [(logger, "ILogger"), (recorder, "IErrorRecorder"), (monitor, "IProgressMonitor"), (writer, "IStreamWriter")];

        Assert.All(objects, pair =>
        {
            NativeView view = new(pair.Item1, isMsvc);
            Assert.Equal(0, ((delegate* unmanaged[MemberFunction]<nint, int>)view[0])(view.Self));
            CallbackObject.InterfaceInfo info = ((delegate* unmanaged[MemberFunction]<nint, CallbackObject.InterfaceInfo>)view[1])(view.Self);
            Assert.Equal((pair.Item2, 1, 0), (Marshal.PtrToStringUTF8((nint)info.Kind), info.Major, info.Minor));
        });
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Destructors_do_nothing(int version, bool isMsvc)
    {
        using RtxLogger logger = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc));
        NativeView view = new(logger, isMsvc);

        ((delegate* unmanaged[MemberFunction]<nint, void>)view[2])(view.Self);

        Assert.Equal(0, ((delegate* unmanaged[MemberFunction]<nint, int>)view[0])(view.Self));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Logger_passes_messages_on_with_their_severity(int version, bool isMsvc)
    {
        using RtxLogger logger = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc));
        KeepingLogger kept = new();
        NativeView view = new(logger, isMsvc);
        using (logger.Listen(kept))
        {
            for (int severity = 0; severity <= 4; severity++)
            {
                Log(view, severity, $"größe {severity}");
            }
        }

        Log(view, 0, "to nobody");

        Assert.Equal(
            [LogLevel.Critical, LogLevel.Error, LogLevel.Warning, LogLevel.Debug, LogLevel.Trace], kept.Messages.Select(message => message.Level));
        Assert.Equal("TensorRT for RTX: größe 1", kept.Messages[1].Text);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Logger_that_throws_does_not_reach_native_code(int version, bool isMsvc)
    {
        using RtxLogger logger = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc));
        using IDisposable? listening = logger.Listen(new CallingLogger(() => throw new InvalidOperationException()));

        Log(new NativeView(logger, isMsvc), 1, "text");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Recorder_keeps_errors_and_gives_them_back(int version, bool isMsvc)
    {
        using RtxErrorRecorder recorder = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc));
        NativeView view = new(recorder, isMsvc);
        Assert.Equal(1, ((delegate* unmanaged[MemberFunction]<nint, int>)view[10])(view.Self));
        Report(view, 3, "first");
        Report(view, 4, new string('x', 500));
        Report(view, 3, "first");

        Assert.Equal(2, Count(view));
        Assert.Equal(4, ((delegate* unmanaged[MemberFunction]<nint, int, int>)view[5])(view.Self, 1));
        Assert.Equal(new string('x', 127), Description(view, 1));
        Assert.Equal("", Description(view, 7));
        Assert.Equal(0, ((delegate* unmanaged[MemberFunction]<nint, byte>)view[7])(view.Self));
        Assert.Equal([new RtxError(3, "first"), new RtxError(4, new string('x', 500))], recorder.Take());
        Report(view, 1, "again");
        ((delegate* unmanaged[MemberFunction]<nint, void>)view[8])(view.Self);
        Assert.Equal(0, Count(view));
        Assert.Equal(0, ((delegate* unmanaged[MemberFunction]<nint, int>)view[11])(view.Self));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Monitor_passes_phases_on_and_the_answer_back(int version, bool isMsvc)
    {
        List<string> heard = [];
        using RtxProgressMonitor monitor = new(
            RtxAbi.Of(new RtxVersion(version, 0), isMsvc),
            (phase, parent, steps) => heard.Add($"{phase} in {parent ?? "nothing"}, {steps} steps"),
            (phase, step) =>
            {
                heard.Add($"{phase} {step}");
                return step < 1;
            },
            phase => heard.Add($"{phase} ends"));
        NativeView view = new(monitor, isMsvc);

        Start(view, "outer", null, 2);
        Start(view, "inner", "outer", 3);
        byte goesOn = Step(view, "inner", 0);
        byte stops = Step(view, "inner", 1);
        Finish(view, "inner");

        Assert.Equal((1, 0), (goesOn, stops));
        Assert.Equal(["outer in nothing, 2 steps", "inner in outer, 3 steps", "inner 0", "inner 1", "inner ends"], heard);
        monitor.ThrowIfFailed();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Monitor_that_throws_stops_the_build_and_throws_afterwards_once(int version, bool isMsvc)
    {
        InvalidOperationException first = new("first");
        using RtxProgressMonitor monitor = new(
            RtxAbi.Of(new RtxVersion(version, 0), isMsvc),
            (_, _, _) => throw first,
            (_, _) => throw new InvalidOperationException("second"),
            _ => throw new InvalidOperationException("third"));
        NativeView view = new(monitor, isMsvc);

        Start(view, "phase", null, 2);
        byte answer = Step(view, "phase", 0);
        Finish(view, "phase");

        Assert.Equal(0, answer);
        Assert.Same(first, Assert.Throws<InvalidOperationException>(monitor.ThrowIfFailed));
        monitor.ThrowIfFailed();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Writer_writes_and_counts(int version, bool isMsvc)
    {
        using MemoryStream stream = new();
        using RtxStreamWriter writer = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc), stream);
        NativeView view = new(writer, isMsvc);

        Assert.Equal(3, Write(view, [1, 2, 3]));
        Assert.Equal(0, Write(view, []));
        Assert.Equal(2, Write(view, [4, 5]));

        Assert.Equal([1, 2, 3, 4, 5], stream.ToArray());
        Assert.Equal(5, writer.ByteLength);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Writer_whose_stream_throws_answers_with_a_failure_and_throws_afterwards(int version, bool isMsvc)
    {
        using RtxStreamWriter writer = new(RtxAbi.Of(new RtxVersion(version, 0), isMsvc), new FullStream());

        Assert.Equal(-1, Write(new NativeView(writer, isMsvc), [1]));

        Assert.Equal(FullStream.Message, Assert.Throws<IOException>(writer.ThrowIfFailed).Message);
    }

    private static void Log(NativeView view, int severity, string message)
    {
        fixed (byte* text = Text(message))
        {
            ((delegate* unmanaged[MemberFunction]<nint, int, byte*, void>)view[4])(view.Self, severity, text);
        }
    }

    private static void Report(NativeView view, int code, string description)
    {
        fixed (byte* text = Text(description))
        {
            ((delegate* unmanaged[MemberFunction]<nint, int, byte*, byte>)view[9])(view.Self, code, text);
        }
    }

    private static int Count(NativeView view) => ((delegate* unmanaged[MemberFunction]<nint, int>)view[4])(view.Self);

    private static string? Description(NativeView view, int index) =>
        Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[MemberFunction]<nint, int, byte*>)view[6])(view.Self, index));

    private static void Start(NativeView view, string phase, string? parent, int steps)
    {
        fixed (byte* text = Text(phase), around = parent is null ? null : Text(parent))
        {
            ((delegate* unmanaged[MemberFunction]<nint, byte*, byte*, int, void>)view[4])(view.Self, text, around, steps);
        }
    }

    private static byte Step(NativeView view, string phase, int step)
    {
        fixed (byte* text = Text(phase))
        {
            return ((delegate* unmanaged[MemberFunction]<nint, byte*, int, byte>)view[5])(view.Self, text, step);
        }
    }

    private static void Finish(NativeView view, string phase)
    {
        fixed (byte* text = Text(phase))
        {
            ((delegate* unmanaged[MemberFunction]<nint, byte*, void>)view[6])(view.Self, text);
        }
    }

    private static long Write(NativeView view, byte[] bytes)
    {
        fixed (byte* data = bytes)
        {
            return ((delegate* unmanaged[MemberFunction]<nint, byte*, long, long>)view[4])(view.Self, data, bytes.Length);
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
