namespace TypedRtx.OnnxRuntime.Native;

/// <summary>
/// Where each function that we call stands in <c>struct OrtApi</c>. Provenance: onnxruntime_c_api.h, ORT_API_VERSION 30
/// (ONNX Runtime 1.30.0). The table is append-only, so a slot means the same in every later version.
/// </summary>
internal static class OrtSlot
{
    public const int GetErrorCode = 1;
    public const int GetErrorMessage = 2;
    public const int DisableTelemetryEvents = 6;
    public const int CreateSession = 7;
    public const int CreateSessionFromArray = 8;
    public const int Run = 9;
    public const int CreateSessionOptions = 10;
    public const int SetOptimizedModelFilePath = 11;
    public const int SetSessionExecutionMode = 13;
    public const int DisableMemPattern = 17;
    public const int DisableCpuMemArena = 19;
    public const int SetSessionLogSeverityLevel = 22;
    public const int SetSessionGraphOptimizationLevel = 23;
    public const int SetIntraOpNumThreads = 24;
    public const int SetInterOpNumThreads = 25;
    public const int SessionGetInputCount = 30;
    public const int SessionGetOutputCount = 31;
    public const int SessionGetInputName = 36;
    public const int SessionGetOutputName = 37;
    public const int CreateRunOptions = 39;
    public const int RunOptionsSetTerminate = 46;
    public const int RunOptionsUnsetTerminate = 47;
    public const int CreateTensorAsOrtValue = 48;
    public const int CreateTensorWithDataAsOrtValue = 49;
    public const int GetTensorMutableData = 51;
    public const int GetStringTensorDataLength = 53;
    public const int GetStringTensorContent = 54;
    public const int GetTensorElementType = 60;
    public const int GetDimensionsCount = 61;
    public const int GetDimensions = 62;
    public const int GetTensorTypeAndShape = 65;
    public const int CreateMemoryInfo = 68;
    public const int CreateCpuMemoryInfo = 69;
    public const int AllocatorFree = 76;
    public const int GetAllocatorWithDefaultOptions = 78;
    public const int GetValue = 80;
    public const int GetValueCount = 81;
    public const int CreateValue = 82;
    public const int ReleaseEnv = 92;
    public const int ReleaseStatus = 93;
    public const int ReleaseMemoryInfo = 94;
    public const int ReleaseSession = 95;
    public const int ReleaseValue = 96;
    public const int ReleaseRunOptions = 97;
    public const int ReleaseTensorTypeAndShapeInfo = 99;
    public const int ReleaseSessionOptions = 100;
    public const int CreateEnvWithGlobalThreadPools = 119;
    public const int DisablePerSessionThreads = 120;
    public const int CreateThreadingOptions = 121;
    public const int ReleaseThreadingOptions = 122;
    public const int AddFreeDimensionOverrideByName = 124;
    public const int GetAvailableProviders = 125;
    public const int ReleaseAvailableProviders = 126;
    public const int AddSessionConfigEntry = 130;
    public const int RunWithBinding = 133;
    public const int CreateIoBinding = 134;
    public const int ReleaseIoBinding = 135;
    public const int BindInput = 136;
    public const int BindOutput = 137;
    public const int BindOutputToDevice = 138;
    public const int GetBoundOutputValues = 140;
    public const int ClearBoundInputs = 141;
    public const int CreateAllocator = 131;
    public const int ReleaseAllocator = 132;
    public const int SetLanguageProjection = 145;
    public const int SetGlobalIntraOpNumThreads = 147;
    public const int SetGlobalInterOpNumThreads = 148;
    public const int SetGlobalSpinControl = 149;
    public const int AddInitializer = 150;
    public const int AddRunConfigEntry = 165;
    public const int CreatePrepackedWeightsContainer = 166;
    public const int ReleasePrepackedWeightsContainer = 167;
    public const int CreateSessionWithPrepackedWeightsContainer = 168;
    public const int CreateSessionFromArrayWithPrepackedWeightsContainer = 169;
    public const int HasValue = 192;
    public const int SessionOptionsAppendExecutionProviderCudaV2 = 204;
    public const int CreateCudaProviderOptions = 205;
    public const int UpdateCudaProviderOptions = 206;
    public const int GetCudaProviderOptionsAsString = 207;
    public const int ReleaseCudaProviderOptions = 208;
    public const int SessionOptionsAppendExecutionProvider = 216;
    public const int MemoryInfoGetDeviceType = 225;
    public const int GetResizedStringTensorElementBuffer = 252;
    public const int GetBuildInfoString = 254;
    public const int UpdateCudaProviderOptionsWithValue = 263;
    public const int SetUserLoggingFunction = 266;
    public const int AddExternalInitializersFromFilesInMemory = 279;

    /// <summary>Since API version 22.</summary>
    public const int SessionOptionsSetLoadCancellationFlag = 293;

    /// <summary>Since API version 22.</summary>
    public const int GetKeyValue = 297;

    /// <summary>Since API version 22.</summary>
    public const int ReleaseKeyValuePairs = 300;

    /// <summary>Since API version 23.</summary>
    public const int AllocatorGetStats = 319;

    /// <summary>Since API version 23.</summary>
    public const int SessionGetMemoryInfoForInputs = 380;

    /// <summary>Since API version 23.</summary>
    public const int SessionGetMemoryInfoForOutputs = 381;

    /// <summary>Since API version 24.</summary>
    public const int GetTensorElementTypeAndShapeDataReference = 414;
}
