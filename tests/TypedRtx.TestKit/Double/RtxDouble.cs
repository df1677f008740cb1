using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>
/// A double of TensorRT for RTX, its ONNX parser and the CUDA driver: computes small graphs, and fails where a test tells it to.
/// </summary>
/// <remarks>
/// Each instance is a copy of the library in a folder of its own, with state of its own, so tests with doubles run side by side.
/// Objects and calls are named as <c>VBuilder.createNetworkV2</c>, <c>IParser.parse</c>, <c>VBuilder.delete</c>,
/// <c>createInferBuilder_INTERNAL</c>, <c>cuMemAlloc_v2</c>. Native/README.md lists the options.
/// </remarks>
public sealed unsafe class RtxDouble : IDisposable
{
    // All names are of one file, so that they share its state when they are loaded.
    private static readonly string[] LibraryNames =
        ["libtensorrt_rtx.so.1", "libtensorrt_onnxparser_rtx.so.1", "libcuda.so.1"];

    private readonly TempFolder _folder = new();
    private readonly nint _library;

    private RtxDouble(string compiled)
    {
        string own = _folder.PathOf(RtxDoubleBuild.FileName);
        File.Copy(compiled, own);
        foreach (string name in LibraryNames)
        {
            File.CreateSymbolicLink(_folder.PathOf(name), own);
        }

        _library = NativeLibrary.Load(own);
    }

    /// <summary>The folder that holds the libraries under their names, for <c>ModelOptions.NativeLibraryPath</c>.</summary>
    public string Folder => _folder.Path;

    /// <summary>The CUDA driver's library.</summary>
    public string CudaPath => _folder.PathOf("libcuda.so.1");

    /// <summary>Every call that can be told to fail, in order of the names.</summary>
    public IReadOnlyList<string> AllCalls => Lines("double_all_calls");

    /// <summary>The latest calls, in order; some thousands are kept.</summary>
    public IReadOnlyList<string> Calls => Lines("double_calls");

    /// <summary>What a caller did that the real library or driver does not allow, a sentence each.</summary>
    public IReadOnlyList<string> Violations => Lines("double_violations");

    /// <summary>Objects of the library and things of the driver that were not freed: kind and number.</summary>
    public IReadOnlyList<string> Alive => Lines("double_live_all");

    /// <summary>Makes a double; skips the test, with the reason, where it cannot be compiled.</summary>
    public static RtxDouble Create()
    {
        string? compiled = RtxDoubleBuild.TryGet(out string reason);
        Assert.SkipWhen(compiled is null, reason);
        return new RtxDouble(compiled!);
    }

    /// <summary>Has a call fail.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="how">How.</param>
    /// <param name="nth">Which one from now on: 1 is the next, 0 every one.</param>
    public void Fail(string call, RtxDoubleFailure how, int nth = 1)
    {
        fixed (byte* name = Text(call))
        {
            if (((delegate* unmanaged<byte*, int, int, int>)Export("double_fail"))(name, nth, (int)how) == 0)
            {
                throw new ArgumentException($"The double has no call {call}.", nameof(call));
            }
        }
    }

    /// <summary>Sets an option.</summary>
    public void Set(string option, long value)
    {
        fixed (byte* name = Text(option))
        {
            ((delegate* unmanaged<byte*, long, void>)Export("double_set"))(name, value);
        }
    }

    /// <summary>How many objects of a kind live; of all kinds when it is null.</summary>
    public long Live(string? kind = null)
    {
        fixed (byte* name = Text(kind ?? ""))
        {
            return ((delegate* unmanaged<byte*, long>)Export("double_live"))(name);
        }
    }

    /// <summary>How often a call came.</summary>
    public long CallCount(string call)
    {
        fixed (byte* name = Text(call))
        {
            return ((delegate* unmanaged<byte*, long>)Export("double_call_count"))(name);
        }
    }

    /// <summary>Lets all that hangs go on.</summary>
    public void Release() => ((delegate* unmanaged<void>)Export("double_release"))();

    /// <summary>Waits until something hangs; false when nothing did in time.</summary>
    public bool WaitForHang(TimeSpan timeout) =>
        ((delegate* unmanaged<int, int>)Export("double_wait_hanging"))((int)timeout.TotalMilliseconds) != 0;

    /// <summary>Releases what hangs and forgets orders, options, counts, calls, violations and faults. What lives stays.</summary>
    public void Reset() => ((delegate* unmanaged<void>)Export("double_reset"))();

    /// <summary>Fails the test when the caller made a mistake or left something behind.</summary>
    public void AssertClean()
    {
        Assert.Empty(Violations);
        Assert.Empty(Alive);
    }

    /// <summary>Releases what hangs and deletes the folder. The library stays loaded: threads of its streams may still run.</summary>
    public void Dispose()
    {
        Release();
        _folder.Dispose();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    // The text may grow between the two calls.
    private string[] Lines(string export)
    {
        var read = (delegate* unmanaged<byte*, long, long>)Export(export);
        byte[] buffer = new byte[read(null, 0) + 4096];
        fixed (byte* start = buffer)
        {
            long length = Math.Min(read(start, buffer.Length), buffer.Length - 1);
            return Encoding.UTF8.GetString(start, (int)length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
