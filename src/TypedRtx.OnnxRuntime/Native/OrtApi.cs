namespace TypedRtx.OnnxRuntime.Native;

/// <summary>
/// The functions of ONNX Runtime that we call, taken from its table by <see cref="OrtSlot"/>. Parameters are as in
/// onnxruntime_c_api.h with handles as <c>nint</c>, <c>bool</c> as <c>byte</c> and <c>size_t</c> as <c>nuint</c>; what
/// returns <c>nint</c> returns a status, 0 for success, for <see cref="OrtStatus"/>.
/// </summary>
internal readonly unsafe struct OrtApi
{
    /// <summary>
    /// The lowest version that we take: all slots are there, and it is the first that we test models with.
    /// </summary>
    public const int LowestVersion = 18;

    /// <summary>The version whose header the slots are from.</summary>
    public const int HighestVersion = 30;

    public readonly delegate* unmanaged<nint, int> GetErrorCode;
    public readonly delegate* unmanaged<nint, byte*> GetErrorMessage;
    public readonly delegate* unmanaged<nint, void> ReleaseStatus;

    public readonly delegate* unmanaged<byte*> GetBuildInfoString;

    public readonly delegate* unmanaged<int, byte*, nint, nint*, nint> CreateEnvWithGlobalThreadPools;
    public readonly delegate* unmanaged<nint, nint> DisableTelemetryEvents;
    public readonly delegate* unmanaged<nint, int, nint> SetLanguageProjection;
    public readonly delegate* unmanaged<nint, void> ReleaseEnv;
    public readonly delegate* unmanaged<nint*, nint> CreateThreadingOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseThreadingOptions;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalIntraOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalInterOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalSpinControl;

    public readonly delegate* unmanaged<nint*, nint> CreateSessionOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseSessionOptions;
    public readonly delegate* unmanaged<nint, void*, nint> SetOptimizedModelFilePath;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionExecutionMode;
    public readonly delegate* unmanaged<nint, nint> DisableMemPattern;
    public readonly delegate* unmanaged<nint, nint> DisableCpuMemArena;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionLogSeverityLevel;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel;
    public readonly delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;
    public readonly delegate* unmanaged<nint, nint> DisablePerSessionThreads;
    public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry;
    public readonly delegate* unmanaged<nint, byte*, long, nint> AddFreeDimensionOverrideByName;
    public readonly delegate* unmanaged<
        nint, delegate* unmanaged<void*, int, byte*, byte*, byte*, byte*, void>, void*, nint> SetUserLoggingFunction;
    public readonly delegate* unmanaged<
        nint, void**, byte**, nuint*, nuint, nint> AddExternalInitializersFromFilesInMemory;

    /// <summary>Null below API version 22.</summary>
    public readonly delegate* unmanaged<nint, byte, nint> SessionOptionsSetLoadCancellationFlag;

    public readonly delegate* unmanaged<nint, void*, nint, nint*, nint> CreateSession;
    public readonly delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray;
    public readonly delegate* unmanaged<
        nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;
    public readonly delegate* unmanaged<nint, void> ReleaseSession;

    public readonly delegate* unmanaged<nint, byte*, nint, nint> AddInitializer;
    public readonly delegate* unmanaged<nint*, nint> CreatePrepackedWeightsContainer;
    public readonly delegate* unmanaged<nint, void> ReleasePrepackedWeightsContainer;
    public readonly delegate* unmanaged<nint, void*, nint, nint, nint*, nint> CreateSessionWithPrepackedWeightsContainer;
    public readonly delegate* unmanaged<
        nint, void*, nuint, nint, nint, nint*, nint> CreateSessionFromArrayWithPrepackedWeightsContainer;

    public readonly delegate* unmanaged<nint, nint, nint*, nint> CreateAllocator;
    public readonly delegate* unmanaged<nint, void> ReleaseAllocator;

    /// <summary>Null below API version 23.</summary>
    public readonly delegate* unmanaged<nint, nint*, nint> AllocatorGetStats;
    public readonly delegate* unmanaged<nint, byte*, byte*> GetKeyValue;
    public readonly delegate* unmanaged<nint, void> ReleaseKeyValuePairs;

    public readonly delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo;
    public readonly delegate* unmanaged<nint, void> ReleaseMemoryInfo;
    public readonly delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions;
    public readonly delegate* unmanaged<nint, void*, nint> AllocatorFree;

    public readonly delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensorAsOrtValue;
    public readonly delegate* unmanaged<
        nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue;
    public readonly delegate* unmanaged<nint, void> ReleaseValue;
    public readonly delegate* unmanaged<nint, int, nint, nint*, nint> GetValue;
    public readonly delegate* unmanaged<nint, nuint*, nint> GetValueCount;
    public readonly delegate* unmanaged<nint*, nuint, int, nint*, nint> CreateValue;
    public readonly delegate* unmanaged<nint, int*, nint> HasValue;
    public readonly delegate* unmanaged<nint, void**, nint> GetTensorMutableData;
    public readonly delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape;
    public readonly delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo;
    public readonly delegate* unmanaged<nint, int*, nint> GetTensorElementType;
    public readonly delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;
    public readonly delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;

    /// <summary>Null below API version 24.</summary>
    public readonly delegate* unmanaged<nint, int*, long**, nuint*, nint> GetTensorElementTypeAndShapeDataReference;

    public readonly delegate* unmanaged<nint, nuint*, nint> GetStringTensorDataLength;
    public readonly delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint> GetStringTensorContent;
    public readonly delegate* unmanaged<nint, nuint, nuint, byte**, nint> GetResizedStringTensorElementBuffer;

    public readonly delegate* unmanaged<nint*, nint> CreateRunOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseRunOptions;
    public readonly delegate* unmanaged<nint, nint> RunOptionsSetTerminate;
    public readonly delegate* unmanaged<nint, nint> RunOptionsUnsetTerminate;

    public readonly delegate* unmanaged<nint, nint*, nint> CreateIoBinding;
    public readonly delegate* unmanaged<nint, void> ReleaseIoBinding;
    public readonly delegate* unmanaged<nint, byte*, nint, nint> BindInput;
    public readonly delegate* unmanaged<nint, byte*, nint, nint> BindOutput;
    public readonly delegate* unmanaged<nint, void> ClearBoundInputs;
    public readonly delegate* unmanaged<nint, byte*, nint, nint> BindOutputToDevice;
    public readonly delegate* unmanaged<nint, nint, nint**, nuint*, nint> GetBoundOutputValues;
    public readonly delegate* unmanaged<nint, nint, nint, nint> RunWithBinding;

    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount;
    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName;

    /// <summary>Null below API version 23.</summary>
    public readonly delegate* unmanaged<nint, nint*, nuint, nint> SessionGetMemoryInfoForInputs;

    /// <summary>Null below API version 23.</summary>
    public readonly delegate* unmanaged<nint, nint*, nuint, nint> SessionGetMemoryInfoForOutputs;
    public readonly delegate* unmanaged<byte*, int, int, int, nint*, nint> CreateMemoryInfo;
    public readonly delegate* unmanaged<nint, int*, void> MemoryInfoGetDeviceType;
    public readonly delegate* unmanaged<byte***, int*, nint> GetAvailableProviders;
    public readonly delegate* unmanaged<byte**, int, nint> ReleaseAvailableProviders;
    public readonly delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint> SessionOptionsAppendExecutionProvider;
    public readonly delegate* unmanaged<nint*, nint> CreateCudaProviderOptions;
    public readonly delegate* unmanaged<nint, byte**, byte**, nuint, nint> UpdateCudaProviderOptions;
    public readonly delegate* unmanaged<nint, byte*, void*, nint> UpdateCudaProviderOptionsWithValue;
    public readonly delegate* unmanaged<nint, nint, byte**, nint> GetCudaProviderOptionsAsString;
    public readonly delegate* unmanaged<nint, void> ReleaseCudaProviderOptions;
    public readonly delegate* unmanaged<nint, nint, nint> SessionOptionsAppendExecutionProviderCudaV2;
    public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddRunConfigEntry;

    /// <summary>Reads a table that the library gave for an API version.</summary>
    public OrtApi(void** table, int version)
    {
        GetErrorCode = (delegate* unmanaged<nint, int>)table[OrtSlot.GetErrorCode];
        GetErrorMessage = (delegate* unmanaged<nint, byte*>)table[OrtSlot.GetErrorMessage];
        ReleaseStatus = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseStatus];

        GetBuildInfoString = (delegate* unmanaged<byte*>)table[OrtSlot.GetBuildInfoString];

        CreateEnvWithGlobalThreadPools =
            (delegate* unmanaged<int, byte*, nint, nint*, nint>)table[OrtSlot.CreateEnvWithGlobalThreadPools];
        DisableTelemetryEvents = (delegate* unmanaged<nint, nint>)table[OrtSlot.DisableTelemetryEvents];
        SetLanguageProjection = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetLanguageProjection];
        ReleaseEnv = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseEnv];
        CreateThreadingOptions = (delegate* unmanaged<nint*, nint>)table[OrtSlot.CreateThreadingOptions];
        ReleaseThreadingOptions = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseThreadingOptions];
        SetGlobalIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetGlobalIntraOpNumThreads];
        SetGlobalInterOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetGlobalInterOpNumThreads];
        SetGlobalSpinControl = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetGlobalSpinControl];

        CreateSessionOptions = (delegate* unmanaged<nint*, nint>)table[OrtSlot.CreateSessionOptions];
        ReleaseSessionOptions = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseSessionOptions];
        SetOptimizedModelFilePath =
            (delegate* unmanaged<nint, void*, nint>)table[OrtSlot.SetOptimizedModelFilePath];
        SetSessionExecutionMode =
            (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetSessionExecutionMode];
        DisableMemPattern = (delegate* unmanaged<nint, nint>)table[OrtSlot.DisableMemPattern];
        DisableCpuMemArena = (delegate* unmanaged<nint, nint>)table[OrtSlot.DisableCpuMemArena];
        SetSessionLogSeverityLevel = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetSessionLogSeverityLevel];
        SetSessionGraphOptimizationLevel =
            (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetSessionGraphOptimizationLevel];
        SetIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetIntraOpNumThreads];
        SetInterOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[OrtSlot.SetInterOpNumThreads];
        DisablePerSessionThreads = (delegate* unmanaged<nint, nint>)table[OrtSlot.DisablePerSessionThreads];
        AddSessionConfigEntry = (delegate* unmanaged<nint, byte*, byte*, nint>)table[OrtSlot.AddSessionConfigEntry];
        AddFreeDimensionOverrideByName =
            (delegate* unmanaged<nint, byte*, long, nint>)table[OrtSlot.AddFreeDimensionOverrideByName];
        SetUserLoggingFunction =
            (delegate* unmanaged<nint, delegate* unmanaged<void*, int, byte*, byte*, byte*, byte*, void>, void*, nint>)
            table[OrtSlot.SetUserLoggingFunction];
        AddExternalInitializersFromFilesInMemory =
            (delegate* unmanaged<nint, void**, byte**, nuint*, nuint, nint>)
            table[OrtSlot.AddExternalInitializersFromFilesInMemory];
        SessionOptionsSetLoadCancellationFlag = version >= 22
            ? (delegate* unmanaged<nint, byte, nint>)table[OrtSlot.SessionOptionsSetLoadCancellationFlag]
            : null;

        CreateSession = (delegate* unmanaged<nint, void*, nint, nint*, nint>)table[OrtSlot.CreateSession];
        CreateSessionFromArray =
            (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)table[OrtSlot.CreateSessionFromArray];
        Run =
            (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)table[OrtSlot.Run];
        ReleaseSession = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseSession];

        AddInitializer = (delegate* unmanaged<nint, byte*, nint, nint>)table[OrtSlot.AddInitializer];
        CreatePrepackedWeightsContainer =
            (delegate* unmanaged<nint*, nint>)table[OrtSlot.CreatePrepackedWeightsContainer];
        ReleasePrepackedWeightsContainer =
            (delegate* unmanaged<nint, void>)table[OrtSlot.ReleasePrepackedWeightsContainer];
        CreateSessionWithPrepackedWeightsContainer =
            (delegate* unmanaged<nint, void*, nint, nint, nint*, nint>)
            table[OrtSlot.CreateSessionWithPrepackedWeightsContainer];
        CreateSessionFromArrayWithPrepackedWeightsContainer =
            (delegate* unmanaged<nint, void*, nuint, nint, nint, nint*, nint>)
            table[OrtSlot.CreateSessionFromArrayWithPrepackedWeightsContainer];
        CreateAllocator = (delegate* unmanaged<nint, nint, nint*, nint>)table[OrtSlot.CreateAllocator];
        ReleaseAllocator = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseAllocator];
        AllocatorGetStats =
            version >= 23 ? (delegate* unmanaged<nint, nint*, nint>)table[OrtSlot.AllocatorGetStats] : null;
        GetKeyValue = version >= 23 ? (delegate* unmanaged<nint, byte*, byte*>)table[OrtSlot.GetKeyValue] : null;
        ReleaseKeyValuePairs =
            version >= 23 ? (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseKeyValuePairs] : null;

        CreateCpuMemoryInfo = (delegate* unmanaged<int, int, nint*, nint>)table[OrtSlot.CreateCpuMemoryInfo];
        ReleaseMemoryInfo = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseMemoryInfo];
        GetAllocatorWithDefaultOptions =
            (delegate* unmanaged<nint*, nint>)table[OrtSlot.GetAllocatorWithDefaultOptions];
        AllocatorFree = (delegate* unmanaged<nint, void*, nint>)table[OrtSlot.AllocatorFree];

        CreateTensorAsOrtValue =
            (delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)table[OrtSlot.CreateTensorAsOrtValue];
        CreateTensorWithDataAsOrtValue =
            (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)
            table[OrtSlot.CreateTensorWithDataAsOrtValue];
        ReleaseValue = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseValue];
        GetValue = (delegate* unmanaged<nint, int, nint, nint*, nint>)table[OrtSlot.GetValue];
        GetValueCount = (delegate* unmanaged<nint, nuint*, nint>)table[OrtSlot.GetValueCount];
        CreateValue = (delegate* unmanaged<nint*, nuint, int, nint*, nint>)table[OrtSlot.CreateValue];
        HasValue = (delegate* unmanaged<nint, int*, nint>)table[OrtSlot.HasValue];
        GetTensorMutableData = (delegate* unmanaged<nint, void**, nint>)table[OrtSlot.GetTensorMutableData];
        GetTensorTypeAndShape = (delegate* unmanaged<nint, nint*, nint>)table[OrtSlot.GetTensorTypeAndShape];
        ReleaseTensorTypeAndShapeInfo = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseTensorTypeAndShapeInfo];
        GetTensorElementType = (delegate* unmanaged<nint, int*, nint>)table[OrtSlot.GetTensorElementType];
        GetDimensionsCount = (delegate* unmanaged<nint, nuint*, nint>)table[OrtSlot.GetDimensionsCount];
        GetDimensions = (delegate* unmanaged<nint, long*, nuint, nint>)table[OrtSlot.GetDimensions];
        GetTensorElementTypeAndShapeDataReference = version >= 24
            ? (delegate* unmanaged<nint, int*, long**, nuint*, nint>)
              table[OrtSlot.GetTensorElementTypeAndShapeDataReference]
            : null;

        GetStringTensorDataLength = (delegate* unmanaged<nint, nuint*, nint>)table[OrtSlot.GetStringTensorDataLength];
        GetStringTensorContent =
            (delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint>)table[OrtSlot.GetStringTensorContent];
        GetResizedStringTensorElementBuffer =
            (delegate* unmanaged<nint, nuint, nuint, byte**, nint>)table[OrtSlot.GetResizedStringTensorElementBuffer];

        CreateRunOptions = (delegate* unmanaged<nint*, nint>)table[OrtSlot.CreateRunOptions];
        ReleaseRunOptions = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseRunOptions];
        RunOptionsSetTerminate = (delegate* unmanaged<nint, nint>)table[OrtSlot.RunOptionsSetTerminate];
        RunOptionsUnsetTerminate = (delegate* unmanaged<nint, nint>)table[OrtSlot.RunOptionsUnsetTerminate];

        CreateIoBinding = (delegate* unmanaged<nint, nint*, nint>)table[OrtSlot.CreateIoBinding];
        ReleaseIoBinding = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseIoBinding];
        BindInput = (delegate* unmanaged<nint, byte*, nint, nint>)table[OrtSlot.BindInput];
        ClearBoundInputs = (delegate* unmanaged<nint, void>)table[OrtSlot.ClearBoundInputs];
        BindOutput = (delegate* unmanaged<nint, byte*, nint, nint>)table[OrtSlot.BindOutput];
        BindOutputToDevice = (delegate* unmanaged<nint, byte*, nint, nint>)table[OrtSlot.BindOutputToDevice];
        GetBoundOutputValues =
            (delegate* unmanaged<nint, nint, nint**, nuint*, nint>)table[OrtSlot.GetBoundOutputValues];
        RunWithBinding = (delegate* unmanaged<nint, nint, nint, nint>)table[OrtSlot.RunWithBinding];

        SessionGetInputCount = (delegate* unmanaged<nint, nuint*, nint>)table[OrtSlot.SessionGetInputCount];
        SessionGetOutputCount = (delegate* unmanaged<nint, nuint*, nint>)table[OrtSlot.SessionGetOutputCount];
        SessionGetInputName = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)table[OrtSlot.SessionGetInputName];
        SessionGetOutputName =
            (delegate* unmanaged<nint, nuint, nint, byte**, nint>)table[OrtSlot.SessionGetOutputName];
        SessionGetMemoryInfoForInputs = version >= 23
            ? (delegate* unmanaged<nint, nint*, nuint, nint>)table[OrtSlot.SessionGetMemoryInfoForInputs]
            : null;
        SessionGetMemoryInfoForOutputs = version >= 23
            ? (delegate* unmanaged<nint, nint*, nuint, nint>)table[OrtSlot.SessionGetMemoryInfoForOutputs]
            : null;
        CreateMemoryInfo = (delegate* unmanaged<byte*, int, int, int, nint*, nint>)table[OrtSlot.CreateMemoryInfo];
        MemoryInfoGetDeviceType = (delegate* unmanaged<nint, int*, void>)table[OrtSlot.MemoryInfoGetDeviceType];
        GetAvailableProviders = (delegate* unmanaged<byte***, int*, nint>)table[OrtSlot.GetAvailableProviders];
        ReleaseAvailableProviders = (delegate* unmanaged<byte**, int, nint>)table[OrtSlot.ReleaseAvailableProviders];
        SessionOptionsAppendExecutionProvider =
            (delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint>)
            table[OrtSlot.SessionOptionsAppendExecutionProvider];
        CreateCudaProviderOptions = (delegate* unmanaged<nint*, nint>)table[OrtSlot.CreateCudaProviderOptions];
        UpdateCudaProviderOptions =
            (delegate* unmanaged<nint, byte**, byte**, nuint, nint>)table[OrtSlot.UpdateCudaProviderOptions];
        UpdateCudaProviderOptionsWithValue =
            (delegate* unmanaged<nint, byte*, void*, nint>)table[OrtSlot.UpdateCudaProviderOptionsWithValue];
        GetCudaProviderOptionsAsString =
            (delegate* unmanaged<nint, nint, byte**, nint>)table[OrtSlot.GetCudaProviderOptionsAsString];
        ReleaseCudaProviderOptions = (delegate* unmanaged<nint, void>)table[OrtSlot.ReleaseCudaProviderOptions];
        SessionOptionsAppendExecutionProviderCudaV2 =
            (delegate* unmanaged<nint, nint, nint>)table[OrtSlot.SessionOptionsAppendExecutionProviderCudaV2];
        AddRunConfigEntry = (delegate* unmanaged<nint, byte*, byte*, nint>)table[OrtSlot.AddRunConfigEntry];
    }
}
