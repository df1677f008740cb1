using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Execution providers that are asked for by name.</summary>
internal static unsafe class OrtExecutionProvider
{
    /// <summary>Lets a session run on a provider; returns the status.</summary>
    public static nint Append(in OrtApi api, nint sessionOptions, Backend provider)
    {
        string[] names = [.. provider.ProviderOptions.Keys.Order(StringComparer.Ordinal)];
        using OrtTexts name = new([provider.Name]);
        using OrtTexts keys = new(names);
        using OrtTexts values = new([.. names.Select(key => provider.ProviderOptions[key])]);
        return api.SessionOptionsAppendExecutionProvider(
            sessionOptions, *name.Pointer, keys.Pointer, values.Pointer, (nuint)names.Length);
    }

    /// <summary>Why the library does not take a provider; null where it does.</summary>
    public static string? Try(in OrtApi api, Backend provider)
    {
        if (provider.Name is "CUDA" or "CUDAExecutionProvider")
        {
            return "it is asked for with Backend.Cuda.";
        }

        nint options;
        nint status = api.CreateSessionOptions(&options);
        if (status == 0)
        {
            status = Append(api, options, provider);
            api.ReleaseSessionOptions(options);
        }

        return status == 0 ? null : OrtError.Take(api, status).Message.Trim();
    }
}
