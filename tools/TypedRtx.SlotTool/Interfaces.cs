namespace TypedRtx.SlotTool;

/// <summary>The classes whose slots are needed, in the order of the enumeration that is written.</summary>
internal static class Interfaces
{
    public static readonly IReadOnlyList<string> All =
    [
        // Called: the implementation behind each interface, and the interfaces of the parser, which have none.
        "VBuilder", "VBuilderConfig", "VNetworkDefinition", "VTensor", "VLayer", "VOptimizationProfile", "VHostMemory", "VTimingCache",
        "VRuntime", "VCudaEngine", "VExecutionContext", "VRuntimeConfig", "VRuntimeCache", "VEngineInspector", "VSerializationConfig",
        "IParser", "IParserError",
        // Implemented: what the library calls back.
        "ILogger", "IErrorRecorder", "IProgressMonitor", "IStreamWriter", "IStreamReaderV2", "IOutputAllocator", "IGpuAllocator",
    ];

    public static readonly IReadOnlySet<string> WithBases = new HashSet<string>([.. All, "VRoot", "IVersionedInterface"]);

    /// <summary>The name of a method in the enumeration: the class without its first letter, then the method.</summary>
    public static string MemberName(string type, string method) =>
        method == CppMethod.Destructor ? $"{type[1..]}Destructor" : $"{type[1..]}{char.ToUpperInvariant(method[0])}{method[1..]}";
}
