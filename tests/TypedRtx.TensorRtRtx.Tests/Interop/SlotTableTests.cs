using TypedRtx.SlotTool;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>The tables that ship, against the counts and numbers read from the public headers by hand.</summary>
public sealed class SlotTableTests
{
    private const byte Absent = 255;

    // The classes by the prefix of their members. RuntimeConfig begins with Runtime: the longest prefix owns a member.
    private static readonly string[] Classes = [.. Interfaces.All.Select(static name => name[1..])];

    [Theory]
    [InlineData("Builder", 18, 18)]
    [InlineData("BuilderConfig", 59, 62)]
    [InlineData("NetworkDefinition", 87, 87)]
    [InlineData("Tensor", 15, 15)]
    [InlineData("Layer", 15, 15)]
    [InlineData("OptimizationProfile", 10, 10)]
    [InlineData("HostMemory", 5, 5)]
    [InlineData("TimingCache", 8, 8)]
    [InlineData("Runtime", 25, 27)]
    [InlineData("CudaEngine", 51, 54)]
    [InlineData("ExecutionContext", 54, 54)]
    [InlineData("RuntimeConfig", 12, 12)]
    [InlineData("RuntimeCache", 5, 5)]
    [InlineData("EngineInspector", 9, 9)]
    [InlineData("SerializationConfig", 7, 7)]
    [InlineData("Parser", 23, 23)]
    [InlineData("ParserError", 12, 12)]
    [InlineData("Logger", 5, 5)]
    [InlineData("ErrorRecorder", 12, 12)]
    [InlineData("ProgressMonitor", 7, 7)]
    [InlineData("StreamWriter", 5, 5)]
    [InlineData("StreamReaderV2", 6, 6)]
    [InlineData("OutputAllocator", 6, 6)]
    [InlineData("GpuAllocator", 9, 9)]
    public void Itanium_tables_have_the_slots_of_the_headers(string type, int in15, int in16)
    {
        Assert.Equal((in15, in16), (SlotCount(type, RtxSlots.Itanium15), SlotCount(type, RtxSlots.Itanium16)));
    }

    [Theory]
    [InlineData(nameof(RtxMethod.BuilderCreateBuilderConfig), 5)]
    [InlineData(nameof(RtxMethod.BuilderCreateNetworkV2), 6)]
    [InlineData(nameof(RtxMethod.BuilderBuildSerializedNetworkToStream), 17)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetFlag), 9)]
    [InlineData(nameof(RtxMethod.BuilderConfigAddOptimizationProfile), 23)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetMemoryPoolLimit), 32)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetProgressMonitor), 45)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetComputeCapability), 57)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetBuildRoute), 59)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionGetNbInputs), 14)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionSetName), 28)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionGetFlags), 59)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionAddQuantizeV2), 61)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionAddAttentionV2), 86)]
    [InlineData(nameof(RtxMethod.TensorGetName), 3)]
    [InlineData(nameof(RtxMethod.TensorGetDimensionName), 14)]
    [InlineData(nameof(RtxMethod.OptimizationProfileSetDimensions), 2)]
    [InlineData(nameof(RtxMethod.OptimizationProfileSetShapeValuesV2), 8)]
    [InlineData(nameof(RtxMethod.HostMemoryData), 2)]
    [InlineData(nameof(RtxMethod.RuntimeDeserializeCudaEngine), 3)]
    [InlineData(nameof(RtxMethod.RuntimeDeserializeCudaEngineV2), 22)]
    [InlineData(nameof(RtxMethod.RuntimeGetEngineValidity), 24)]
    [InlineData(nameof(RtxMethod.CudaEngineCreateExecutionContextWithRuntimeConfig), 47)]
    [InlineData(nameof(RtxMethod.CudaEngineLoadWeightsAsync), 53)]
    [InlineData(nameof(RtxMethod.ExecutionContextSetInputShape), 20)]
    [InlineData(nameof(RtxMethod.ExecutionContextEnqueueV3), 36)]
    [InlineData(nameof(RtxMethod.ExecutionContextIsStreamCapturable), 52)]
    [InlineData(nameof(RtxMethod.RuntimeConfigCreateRuntimeCache), 5)]
    [InlineData(nameof(RtxMethod.RuntimeConfigSetCudaGraphStrategy), 10)]
    [InlineData(nameof(RtxMethod.RuntimeCacheSerialize), 2)]
    [InlineData(nameof(RtxMethod.EngineInspectorGetEngineInformation), 6)]
    [InlineData(nameof(RtxMethod.SerializationConfigSetFlags), 2)]
    [InlineData(nameof(RtxMethod.ParserParse), 0)]
    [InlineData(nameof(RtxMethod.ParserDestructor), 6)]
    [InlineData(nameof(RtxMethod.ParserGetUsedVCPluginLibraries), 8)]
    [InlineData(nameof(RtxMethod.ParserLoadModelProto), 19)]
    [InlineData(nameof(RtxMethod.ParserErrorCode), 0)]
    [InlineData(nameof(RtxMethod.ParserErrorLocalFunctionStackSize), 9)]
    [InlineData(nameof(RtxMethod.ParserErrorDestructor), 10)]
    [InlineData(nameof(RtxMethod.LoggerGetInterfaceInfo), 1)]
    [InlineData(nameof(RtxMethod.LoggerDestructor), 2)]
    [InlineData(nameof(RtxMethod.LoggerLog), 4)]
    [InlineData(nameof(RtxMethod.ErrorRecorderReportError), 9)]
    [InlineData(nameof(RtxMethod.ErrorRecorderDecRefCount), 11)]
    [InlineData(nameof(RtxMethod.ProgressMonitorStepComplete), 5)]
    [InlineData(nameof(RtxMethod.StreamWriterWrite), 4)]
    [InlineData(nameof(RtxMethod.StreamReaderV2Seek), 5)]
    [InlineData(nameof(RtxMethod.OutputAllocatorNotifyShape), 5)]
    [InlineData(nameof(RtxMethod.GpuAllocatorDeallocateAsync), 8)]
    public void Itanium_slot_is_the_one_that_calls_confirmed(string method, int slot)
    {
        Assert.Equal(slot, RtxSlots.Itanium16[(int)Enum.Parse<RtxMethod>(method)]);
    }

    [Fact]
    public void Msvc_slots_are_those_of_Itanium_less_one_after_the_destructor()
    {
        CheckMsvc(RtxSlots.Itanium15.ToArray(), RtxSlots.Msvc15.ToArray());
        CheckMsvc(RtxSlots.Itanium16.ToArray(), RtxSlots.Msvc16.ToArray());
    }

    [Fact]
    public void Line_1_5_is_a_prefix_of_1_6_in_each_class()
    {
        foreach (RtxMethod method in Enum.GetValues<RtxMethod>())
        {
            byte slot = RtxSlots.Itanium15[(int)method];
            int last = SlotCount(ClassOf(method), RtxSlots.Itanium15);
            Assert.True(
                slot == RtxSlots.Itanium16[(int)method] || (slot == Absent && RtxSlots.Itanium16[(int)method] >= last),
                $"{method} is not where 1.6 has it, nor appended there.");
        }
    }

    [Fact]
    public void Tables_are_as_long_as_the_enumeration()
    {
        int count = Enum.GetValues<RtxMethod>().Length;
        Assert.Equal(
            [count, count, count, count],
            new[] { RtxSlots.Itanium15.Length, RtxSlots.Msvc15.Length, RtxSlots.Itanium16.Length, RtxSlots.Msvc16.Length });
    }

    private static void CheckMsvc(byte[] itanium, byte[] msvc)
    {
        foreach (RtxMethod method in Enum.GetValues<RtxMethod>())
        {
            byte destructor = itanium[(int)Enum.Parse<RtxMethod>(ClassOf(method) + "Destructor")];
            byte slot = itanium[(int)method];
            Assert.Equal((method, slot == Absent || slot <= destructor ? slot : slot - 1), (method, msvc[(int)method]));
        }
    }

    private static string ClassOf(RtxMethod method) =>
        Classes.Where(name => method.ToString().StartsWith(name, StringComparison.Ordinal)).MaxBy(static name => name.Length)!;

    private static int SlotCount(string type, ReadOnlySpan<byte> table)
    {
        byte[] slots = table.ToArray();
        RtxMethod last = Enum.GetValues<RtxMethod>().Where(method => ClassOf(method) == type && slots[(int)method] != Absent)
            .MaxBy(method => slots[(int)method]);
        return slots[(int)last] + (last.ToString().EndsWith("Destructor", StringComparison.Ordinal) ? 2 : 1);
    }
}
