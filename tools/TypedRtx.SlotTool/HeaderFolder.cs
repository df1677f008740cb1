using System.Globalization;
using System.Text.RegularExpressions;

namespace TypedRtx.SlotTool;

/// <summary>The tables of one version of the library, read from a folder with its public headers.</summary>
internal sealed partial record HeaderFolder(int Major, int Minor, string Version, IReadOnlyList<VtableLayout> Tables)
{
    private static readonly string[] Headers =
    [
        "NvInfer.h", "NvInferImpl.h", "NvInferRuntime.h", "NvInferRuntimeBase.h", "NvInferRuntimeCommon.h", "NvOnnxParser.h",
    ];

    /// <summary>What stands for the version in names: 15 for 1.5.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Major}{Minor}");

    public static HeaderFolder Read(string folder)
    {
        string version = File.ReadAllText(Path.Combine(folder, "NvInferVersion.h"));
        int major = Number(version, "MAJOR", folder);
        int minor = Number(version, "MINOR", folder);
        string all = string.Create(
            CultureInfo.InvariantCulture,
            $"{major}.{minor}.{Number(version, "PATCH", folder)}.{Number(version, "BUILD", folder)}");
        return new HeaderFolder(major, minor, all, Layouts(Headers.Select(name => (name, File.ReadAllText(Path.Combine(folder, name))))));
    }

    /// <summary>The tables of <see cref="Interfaces.All"/> in the given headers.</summary>
    public static List<VtableLayout> Layouts(IEnumerable<(string Name, string Text)> headers)
    {
        Dictionary<string, CppClass> classes = Classes(headers, Interfaces.WithBases);
        return [.. Interfaces.All.Select(name => VtableLayout.Of(name, classes))];
    }

    /// <summary>The definitions of the wanted classes; a class defined twice is refused.</summary>
    public static Dictionary<string, CppClass> Classes(IEnumerable<(string Name, string Text)> headers, IReadOnlySet<string> wanted)
    {
        Dictionary<string, CppClass> classes = [];
        foreach ((string name, string text) in headers)
        {
            foreach (CppClass type in CppClassReader.Read(name, text, wanted))
            {
                if (!classes.TryAdd(type.Name, type))
                {
                    throw new SlotToolException(
                        $"{type.Where}: class {type.Name} is also defined at {classes[type.Name].Where}; which namespace is meant is not known.");
                }
            }
        }

        return classes;
    }

    private static int Number(string text, string part, string folder)
    {
        Match match = VersionNumber().Matches(text).FirstOrDefault(match => match.Groups[1].Value == part)
            ?? throw new SlotToolException($"NvInferVersion.h in {folder} does not define TRT_{part}_RTX as a number.");
        return int.Parse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^#define TRT_([A-Z]+)_RTX (\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionNumber();
}
