using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>The part of ONNX Runtime that runs models on NVIDIA GPUs, in libraries of its own beside the core library.</summary>
internal static unsafe class OrtCudaProvider
{
    /// <summary>The library of the provider.</summary>
    public static string FileName => NameOf("onnxruntime_providers_cuda");

    /// <summary>The library through which the core finds providers.</summary>
    public static string BridgeFileName => NameOf("onnxruntime_providers_shared");

    /// <summary>Whether the core library was built to have the provider.</summary>
    public static bool IsKnown(in OrtApi api)
    {
        byte** names;
        int count;
        OrtStatus.ThrowIfFailed(api, api.GetAvailableProviders(&names, &count), "list its execution providers");
        bool isKnown = false;
        for (int i = 0; i < count; i++)
        {
            isKnown |= Marshal.PtrToStringUTF8((nint)names[i]) == "CUDAExecutionProvider";
        }

        OrtStatus.ThrowIfFailed(api, api.ReleaseAvailableProviders(names, count), "free a list");
        return isKnown;
    }

    /// <summary>Loads the provider's libraries; says why where they do not load.</summary>
    public static string? TryLoad(in OrtApi api)
    {
        nint options;
        nint status = api.CreateCudaProviderOptions(&options);
        if (status == 0)
        {
            status = Update(api, options, Entries(0, recordsGraphs: false, searches: true));
            api.ReleaseCudaProviderOptions(options);
        }

        return status == 0 ? null : OrtError.Take(api, status).Message.Trim();
    }

    /// <summary>What the provider is told.</summary>
    /// <param name="device">The GPU's number.</param>
    /// <param name="recordsGraphs">Whether the library checks that runs can be recorded, and keeps what recorded runs use.</param>
    /// <param name="searches">Whether convolutions of new lengths try all their kernels, which takes up to a second.</param>
    public static (string Key, string Value)[] Entries(int device, bool recordsGraphs, bool searches) =>
    [
        ("device_id", device.ToString(CultureInfo.InvariantCulture)),

        // Doubling what is asked for would take twice the memory of the weights.
        ("arena_extend_strategy", "kSameAsRequested"),
        .. searches ? Array.Empty<(string, string)>() : [("cudnn_conv_algo_search", "HEURISTIC")],
        .. recordsGraphs ? [("enable_cuda_graph", "1")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>Lets a session run on a GPU.</summary>
    /// <param name="api">The functions.</param>
    /// <param name="sessionOptions">The options of the session.</param>
    /// <param name="entries">What the provider is told.</param>
    /// <param name="stream">What all its work is queued in; null for streams of the library's own, one per run.</param>
    /// <exception cref="InferenceException">The provider does not load, or refuses what it is told.</exception>
    public static void Append(in OrtApi api, nint sessionOptions, (string Key, string Value)[] entries, CudaStream? stream)
    {
        nint options;
        OrtStatus.ThrowIfFailed(api, api.CreateCudaProviderOptions(&options), "make options of its CUDA provider");
        try
        {
            OrtStatus.ThrowIfFailed(api, Update(api, options, entries), "take options of its CUDA provider");
            if (stream is not null)
            {
                fixed (byte* key = "user_compute_stream"u8)
                {
                    nint status = api.UpdateCudaProviderOptionsWithValue(options, key, (void*)stream.Pointer);
                    OrtStatus.ThrowIfFailed(api, status, "take a stream");
                }
            }

            OrtStatus.ThrowIfFailed(
                api, api.SessionOptionsAppendExecutionProviderCudaV2(sessionOptions, options), "take its CUDA provider");
        }
        finally
        {
            api.ReleaseCudaProviderOptions(options);
        }
    }

    private static nint Update(in OrtApi api, nint options, (string Key, string Value)[] entries)
    {
        using OrtTexts keys = new([.. entries.Select(entry => entry.Key)]);
        using OrtTexts values = new([.. entries.Select(entry => entry.Value)]);
        return api.UpdateCudaProviderOptions(options, keys.Pointer, values.Pointer, (nuint)entries.Length);
    }

    private static string NameOf(string library) => OperatingSystem.IsWindows() ? $"{library}.dll" : $"lib{library}.so";
}
