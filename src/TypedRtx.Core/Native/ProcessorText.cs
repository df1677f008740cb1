using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace TypedRtx.Native;

/// <summary>Which processor this is: what was measured on one may not hold on another.</summary>
internal static class ProcessorText
{
    private const int FirstOfName = unchecked((int)0x80000002);
    private const int LastOfName = unchecked((int)0x80000004);
    private const int Extensions = 7;

    /// <summary>This machine's: architecture, and where the processor tells it the product's name and its extensions as a number.</summary>
    public static string Current { get; } = Describe();

    private static string Describe()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < Extensions)
        {
            return architecture;
        }

        StringBuilder name = new();
        for (int leaf = FirstOfName; leaf <= LastOfName; leaf++)
        {
            (int a, int b, int c, int d) = X86Base.CpuId(leaf, 0);
            name.Append(Encoding.ASCII.GetString(MemoryMarshal.AsBytes([a, b, c, d])));
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{architecture} {name.ToString().Trim('\0', ' ')} {X86Base.CpuId(Extensions, 0).Ebx:x8}");
    }
}
