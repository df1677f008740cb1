using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime.Tests.Native;

/// <summary>Layouts and slots, against the real library. The other tests call every slot that is not called here.</summary>
public sealed unsafe class OrtApiTests
{
    private static readonly OrtEnvironment Environment = OrtEnvironment.Get(new ModelOptions());

    private static ref readonly OrtApi Api => ref Environment.Library.Api;

    [Fact]
    public void Base_holds_two_pointers()
    {
        Assert.Equal(2 * sizeof(nint), sizeof(OrtApiBase));
        Assert.Equal(0, Marshal.OffsetOf<OrtApiBase>(nameof(OrtApiBase.GetApi)));
        Assert.Equal(sizeof(nint), Marshal.OffsetOf<OrtApiBase>(nameof(OrtApiBase.GetVersionString)));
    }

    [Fact]
    public void Every_slot_has_one_function_and_every_function_a_slot()
    {
        string[] slots = [.. typeof(OrtSlot).GetFields().Select(field => field.Name).Order(StringComparer.Ordinal)];
        FieldInfo[] functions = typeof(OrtApi).GetFields(BindingFlags.Instance | BindingFlags.Public);
        Assert.Equal(slots, functions.Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(functions.Length * sizeof(nint), sizeof(OrtApi));
    }

    [Fact]
    public void Functions_are_those_of_their_slots()
    {
        // A table whose entry n is n: what a field holds is the slot that it was read from.
        const int Length = 512;
        void** table = stackalloc void*[Length];
        for (nint i = 0; i < Length; i++)
        {
            table[i] = (void*)i;
        }

        OrtApi api = new(table, OrtApi.HighestVersion);
        nint* fields = (nint*)&api;
        FieldInfo[] functions = typeof(OrtApi).GetFields(BindingFlags.Instance | BindingFlags.Public);
        nint[] read = [.. Enumerable.Range(0, functions.Length).Select(i => fields[i]).Order()];
        nint[] named = [.. typeof(OrtSlot).GetFields().Select(field => (nint)(int)field.GetRawConstantValue()!).Order()];
        Assert.Equal(named, read);
        Assert.Equal(OrtSlot.RunWithBinding, (nint)api.RunWithBinding);
        Assert.Equal(OrtSlot.GetErrorCode, (nint)api.GetErrorCode);
        Assert.Equal(OrtSlot.SetUserLoggingFunction, (nint)api.SetUserLoggingFunction);
    }

    [Fact]
    public void Newer_functions_are_not_taken_from_older_versions()
    {
        void** table = stackalloc void*[512];
        for (nint i = 0; i < 512; i++)
        {
            table[i] = (void*)i;
        }

        OrtApi api = new(table, OrtApi.LowestVersion);
        Assert.True(api.SessionOptionsSetLoadCancellationFlag is null);
        Assert.True(api.GetTensorElementTypeAndShapeDataReference is null);
        Assert.True(new OrtApi(table, 22).SessionOptionsSetLoadCancellationFlag is not null);
        Assert.True(new OrtApi(table, 24).GetTensorElementTypeAndShapeDataReference is not null);
    }

    [Fact]
    public void Both_ways_to_read_a_shape_agree()
    {
        long* dimensions = stackalloc long[] { 2, 0, 5 };
        nint value;
        Check(Api.CreateTensorAsOrtValue(Environment.Allocator, dimensions, 3, 7, &value));
        nint info;
        Check(Api.GetTensorTypeAndShape(value, &info));
        int type;
        nuint rank;
        long* read = stackalloc long[3];
        Check(Api.GetTensorElementType(info, &type));
        Check(Api.GetDimensionsCount(info, &rank));
        Check(Api.GetDimensions(info, read, 3));
        Api.ReleaseTensorTypeAndShapeInfo(info);
        Assert.Equal(7, type);
        Assert.Equal((nuint)3, rank);
        Assert.Equal([2, 0, 5], new ReadOnlySpan<long>(read, 3).ToArray());
        Assert.SkipWhen(Api.GetTensorElementTypeAndShapeDataReference is null, "This library has one way only.");
        long* borrowed;
        Check(Api.GetTensorElementTypeAndShapeDataReference(value, &type, &borrowed, &rank));
        Assert.Equal(7, type);
        Assert.Equal([2, 0, 5], new ReadOnlySpan<long>(borrowed, (int)rank).ToArray());
        Api.ReleaseValue(value);
    }

    [Fact]
    public void Status_has_code_and_message_and_becomes_an_exception()
    {
        nint value;
        long* dimensions = stackalloc long[] { -1 };
        nint status = Api.CreateTensorAsOrtValue(Environment.Allocator, dimensions, 1, 1, &value);
        InferenceException error = Assert.Throws<InferenceException>(() => OrtStatus.ThrowIfFailed(Api, status, "make a tensor"));
        Assert.StartsWith("ONNX Runtime could not make a tensor: ", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Data["OnnxRuntime.Code"]);
        OrtStatus.ThrowIfFailed(Api, 0, "do nothing");
    }

    [Fact]
    public void Load_that_is_cancelled_says_so()
    {
        Assert.SkipWhen(Api.SessionOptionsSetLoadCancellationFlag is null, "This library cannot cancel a load.");
        nint options;
        Check(Api.CreateSessionOptions(&options));
        Check(Api.SessionOptionsSetLoadCancellationFlag(options, 1));
        byte[] model = TestModels.Add().ToBytes();
        nint session;
        fixed (byte* bytes = model)
        {
            nint status = Api.CreateSessionFromArray(Environment.Handle.Pointer, bytes, (nuint)model.Length, options, &session);
            Assert.Equal(OrtErrorCode.ModelLoadCanceled, OrtError.Take(Api, status).Code);
        }

        Api.ReleaseSessionOptions(options);
    }

    [Fact]
    public void Options_that_only_some_models_use_are_accepted()
    {
        nint options;
        Check(Api.CreateSessionOptions(&options));
        Check(Api.DisableCpuMemArena(options));
        Check(Api.DisableMemPattern(options));
        Check(Api.SetIntraOpNumThreads(options, 1));
        Check(Api.SetInterOpNumThreads(options, 1));
        Check(Api.SetSessionLogSeverityLevel(options, 3));
        Api.ReleaseSessionOptions(options);
    }

    private static void Check(nint status) => OrtStatus.ThrowIfFailed(Api, status, "pass a test");
}
