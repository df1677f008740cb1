using System.Text;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Makes options for runs.</summary>
internal static unsafe class OrtRunOptions
{
    /// <summary>Makes options that say something.</summary>
    public static OrtHandle Create(OrtEnvironment environment, IReadOnlyList<(string Key, string Value)> entries)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        nint pointer;
        OrtStatus.ThrowIfFailed(api, api.CreateRunOptions(&pointer), "make run options");
        OrtHandle options = new(pointer, api.ReleaseRunOptions, environment.Handle);
        try
        {
            foreach ((string key, string value) in entries)
            {
                fixed (byte* keyText = Encoding.UTF8.GetBytes(key + '\0'))
                fixed (byte* valueText = Encoding.UTF8.GetBytes(value + '\0'))
                {
                    OrtStatus.ThrowIfFailed(api, api.AddRunConfigEntry(pointer, keyText, valueText), $"take the run option {key}");
                }
            }

            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
