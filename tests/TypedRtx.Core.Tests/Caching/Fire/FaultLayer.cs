using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

/// <summary>The library that makes file operations fail: compiled once for each content of its source, and steered in the child.</summary>
internal static unsafe class FaultLayer
{
    /// <summary>How a child that it steers is told.</summary>
    public const string Variable = "LD_PRELOAD";

    /// <summary>Stands for a read or write of half of what was asked.</summary>
    public const int Short = -1;

    /// <summary>The library; skips the test where it cannot be made.</summary>
    public static string Build()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Operations are made to fail as Linux loads libraries.");
        string source = RepositoryFiles.PathOf("tests", "TypedRtx.Core.Tests", "Caching", "Fire", "Native", "faults.cpp");
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)).AsSpan(0, 8));
        string library = RepositoryFiles.PathOf("artifacts", "native", $"faults-{hash}.so");
        if (!File.Exists(library))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(library)!);
            string temporary = $"{library}.{Environment.ProcessId}";
            try
            {
                ProcessRunner.Run(new ProcessRequest("g++", "-std=c++17", "-O1", "-shared", "-fPIC", "-o", temporary, source, "-ldl")).AssertSuccess();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("The library that makes operations fail is compiled with g++, which is not installed.");
            }

            File.Move(temporary, library, overwrite: true);
        }

        return library;
    }

    /// <summary>Makes an operation below a folder fail; number 0 for none.</summary>
    public static void Arm(string folder, long number, int code, bool stays)
    {
        nint arm = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fault_arm");
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
        {
            ((delegate* unmanaged<byte*, long, int, int, void>)arm)(path, number, code, stays ? 1 : 0);
        }
    }

    /// <summary>How many operations there were since.</summary>
    public static long Seen() =>
        ((delegate* unmanaged<long>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fault_seen"))();
}
