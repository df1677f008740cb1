using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TypedRtx.OnnxRuntime;

/// <summary>What kind of processor this is, as far as it decides what the library makes of a model: layouts follow the vectors.</summary>
internal static class CpuFeatures
{
    /// <summary>The architecture and what it can do, the same for processors that are alike.</summary>
    public static string Text { get; } = $"{RuntimeInformation.ProcessArchitecture} {Describe()}".TrimEnd();

    private static string Describe()
    {
        if (X86Base.IsSupported)
        {
            // The registers that list instructions; what else they tell, numbers of cores and the like, is left out.
            (_, _, int one, _) = X86Base.CpuId(1, 0);
            (_, int seven, int sevenMore, int sevenLast) = X86Base.CpuId(7, 0);
            (int sevenOne, _, _, _) = X86Base.CpuId(7, 1);
            return string.Create(CultureInfo.InvariantCulture, $"{one:x8} {seven:x8} {sevenMore:x8} {sevenLast:x8} {sevenOne:x8}");
        }

        (string Name, bool Is)[] known =
        [
            ("simd", AdvSimd.IsSupported), ("dp", Dp.IsSupported), ("rdm", Rdm.IsSupported),
            ("crc", Crc32.IsSupported), ("aes", System.Runtime.Intrinsics.Arm.Aes.IsSupported),
        ];
        return string.Join(' ', known.Where(feature => feature.Is).Select(feature => feature.Name));
    }
}
