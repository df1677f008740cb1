using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TestKit;

/// <summary>Compiles the double with g++, once for each content of its sources.</summary>
internal static class RtxDoubleBuild
{
    /// <summary>The name of the compiled library.</summary>
    public const string FileName = "libdouble.so";

    private const byte Absent = 255;

    private static readonly string[] CompilerArguments =
    [
        "-std=c++17", "-O1", "-g1", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique", "-Wall", "-Wextra", "-Werror",
    ];

    private static readonly Lazy<(string? Path, string Reason)> LazyResult = new(Find);

    /// <summary>The compiled library; null when it cannot be compiled here.</summary>
    /// <param name="reason">Why not.</param>
    public static string? TryGet(out string reason)
    {
        (string? path, reason) = LazyResult.Value;
        return path;
    }

    /// <summary>The slots of the library's methods as a C++ header, so that the double has no numbers of its own.</summary>
    public static string SlotHeader()
    {
        StringBuilder header = new("#pragma once\nnamespace slot\n{\n");
        string[] methods = Enum.GetNames<RtxMethod>();
        ReadOnlySpan<byte> slots = RtxSlots.Itanium16;
        for (int i = 0; i < methods.Length; i++)
        {
            if (slots[i] != Absent)
            {
                header.Append(CultureInfo.InvariantCulture, $"constexpr int {methods[i]} = {slots[i]};\n");
            }
        }

        return header.Append("}\n").ToString();
    }

    private static (string? Path, string Reason) Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (null, "The double of TensorRT for RTX has the names and the C++ ABI of Linux.");
        }

        try
        {
            ProcessRunner.Run(new ProcessRequest("g++", "--version")).AssertSuccess();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "The double of TensorRT for RTX is compiled with g++, which is not installed.");
        }

        string[] sources = Directory.GetFiles(RepositoryFiles.PathOf("tests", "TypedRtx.TestKit", "Double", "Native"));
        Array.Sort(sources, StringComparer.Ordinal);
        string header = SlotHeader();
        string folder = RepositoryFiles.PathOf("artifacts", "native", $"double-{Hash(sources, header)}");
        if (!Directory.Exists(folder))
        {
            Compile(sources, header, folder);
        }

        return (Path.Combine(folder, FileName), "");
    }

    private static string Hash(string[] sources, string header)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join(' ', CompilerArguments) + header));
        foreach (string source in sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(source)));
            hash.AppendData(File.ReadAllBytes(source));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    // Compiled in a folder of another name that is renamed, because test projects run side by side.
    private static void Compile(string[] sources, string header, string folder)
    {
        string temporary = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(temporary);
        File.WriteAllText(Path.Combine(temporary, "slots.h"), header);
        string[] units = [.. sources.Where(source => source.EndsWith(".cpp", StringComparison.Ordinal))];
        string[] objects = [.. units.Select(unit => Path.Combine(temporary, Path.GetFileNameWithoutExtension(unit) + ".o"))];
        Parallel.For(0, units.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            ProcessRunner.Run(new ProcessRequest(
                "g++", [.. CompilerArguments, "-I", temporary, "-c", units[i], "-o", objects[i]])).AssertSuccess());

        string map = sources.Single(source => source.EndsWith(".map", StringComparison.Ordinal));
        ProcessRunner.Run(new ProcessRequest("g++",
            [
                "-shared", "-Wl,-Bsymbolic", "-Wl,-z,defs", $"-Wl,--version-script={map}",
                "-o", Path.Combine(temporary, FileName), .. objects, "-ldl", "-lpthread",
            ])).AssertSuccess();
        foreach (string file in objects)
        {
            File.Delete(file);
        }

        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
