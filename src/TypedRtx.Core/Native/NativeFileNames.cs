using System.Runtime.InteropServices;

namespace TypedRtx.Native;

/// <summary>What the file of a native library is called on each system, best first.</summary>
internal sealed class NativeFileNames
{
    private readonly string _prefix;
    private readonly string _suffix;

    private NativeFileNames(string plain, string? soName, string prefix, string suffix, StringComparison comparison)
    {
        Plain = plain;
        SoName = soName;
        _prefix = prefix;
        _suffix = suffix;
        Comparison = comparison;
    }

    /// <summary>The name without a version: <c>libx.so</c>, <c>x.dll</c>, <c>libx.dylib</c>.</summary>
    public string Plain { get; }

    /// <summary>The name with the ABI version, on Linux only: <c>libx.so.1</c>.</summary>
    public string? SoName { get; }

    /// <summary>A pattern that holds for every versioned name.</summary>
    public string VersionedPattern => $"{_prefix}*{_suffix}";

    /// <summary>The names as messages show them.</summary>
    public string Description => SoName is null
        ? $"{Plain} or {VersionedPattern}"
        : $"{Plain}, {VersionedPattern} or {SoName}";

    private StringComparison Comparison { get; }

    public static NativeFileNames For(string name, int? soVersion) =>
        OperatingSystem.IsWindows() ? For(name, soVersion, OSPlatform.Windows)
        : OperatingSystem.IsMacOS() ? For(name, soVersion, OSPlatform.OSX)
        : For(name, soVersion, OSPlatform.Linux);

    public static NativeFileNames For(string name, int? soVersion, OSPlatform system)
    {
        if (system == OSPlatform.Windows)
        {
            return new($"{name}.dll", null, $"{name}_", ".dll", StringComparison.OrdinalIgnoreCase);
        }

        if (system == OSPlatform.OSX)
        {
            return new($"lib{name}.dylib", null, $"lib{name}.", ".dylib", StringComparison.Ordinal);
        }

        string? soName = soVersion is { } version ? $"lib{name}.so.{version}" : null;
        string prefix = soName is null ? $"lib{name}.so." : $"{soName}.";
        return new($"lib{name}.so", soName, prefix, "", StringComparison.Ordinal);
    }

    /// <summary>
    /// Orders the names that a folder holds. The plain name leads and the bare ABI version comes last, because a build
    /// that the user puts beside the program has the first or a full version, and the packaged one has the last.
    /// </summary>
    public IEnumerable<string> Choose(IEnumerable<string> fileNames)
    {
        List<string> present = [.. fileNames];
        IEnumerable<string> versioned = present
            .Where(file => VersionOf(file) is not null)
            .OrderByDescending(file => VersionOf(file), VersionComparer.Instance)
            .ThenBy(file => file, StringComparer.Ordinal);
        return present.Where(file => file.Equals(Plain, Comparison))
            .Concat(versioned)
            .Concat(present.Where(file => SoName is not null && file.Equals(SoName, Comparison)));
    }

    private int[]? VersionOf(string file)
    {
        // A digit must follow: onnxruntime_providers_shared.dll is another library.
        if (!file.StartsWith(_prefix, Comparison) || !file.EndsWith(_suffix, Comparison)
            || file.Length <= _prefix.Length + _suffix.Length)
        {
            return null;
        }

        string[] parts = file[_prefix.Length..^_suffix.Length].Split('.', '_');
        int[] version = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], System.Globalization.CultureInfo.InvariantCulture, out version[i]))
            {
                return null;
            }
        }

        return version;
    }

    private sealed class VersionComparer : IComparer<int[]?>
    {
        public static readonly VersionComparer Instance = new();

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
