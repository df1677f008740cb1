using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace TypedRtx.Native;

/// <summary>Which processor this is: what was made for or measured on one may not hold on another.</summary>
internal static class ProcessorText
{
    private const int FirstOfName = unchecked((int)0x80000002);
    private const int LastOfName = unchecked((int)0x80000004);
    private const int Extensions = 7;

    /// <summary>The architecture and the instructions that there are, the same for processors that are alike: what layouts follow.</summary>
    public static string Features { get; } = $"{RuntimeInformation.ProcessArchitecture} {DescribeFeatures()}".TrimEnd();

    /// <summary>That, and the product's name where the processor tells it: what speed follows.</summary>
    public static string Current { get; } = $"{Features} {DescribeName()}".TrimEnd();

    private static bool TellsMore => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= Extensions;

    private static string DescribeFeatures()
    {
        if (TellsMore)
        {
            // The registers that list instructions; what else they tell, numbers of cores and the like, is left out.
            (_, _, int one, _) = X86Base.CpuId(1, 0);
            (_, int seven, int sevenMore, int sevenLast) = X86Base.CpuId(Extensions, 0);
            (int sevenOne, _, _, _) = X86Base.CpuId(Extensions, 1);
            return string.Create(CultureInfo.InvariantCulture, $"{one:x8} {seven:x8} {sevenMore:x8} {sevenLast:x8} {sevenOne:x8}");
        }

        (string Name, bool Is)[] known =
        [
            ("simd", AdvSimd.IsSupported), ("dp", Dp.IsSupported), ("rdm", Rdm.IsSupported),
            ("crc", Crc32.IsSupported), ("aes", System.Runtime.Intrinsics.Arm.Aes.IsSupported),
        ];
        return string.Join(' ', known.Where(feature => feature.Is).Select(feature => feature.Name));
    }

    private static string DescribeName()
    {
        if (!TellsMore)
        {
            return "";
        }

        StringBuilder name = new();
        for (int leaf = FirstOfName; leaf <= LastOfName; leaf++)
        {
            (int a, int b, int c, int d) = X86Base.CpuId(leaf, 0);
            name.Append(Encoding.ASCII.GetString(MemoryMarshal.AsBytes([a, b, c, d])));
        }

        return name.ToString().Trim('\0', ' ');
    }
}
