using System.Globalization;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Doctor;

/// <summary>Looks at the folder where engines and compiled kernels are kept.</summary>
internal static class CacheCheck
{
    /// <summary>Where it is, and how much is in it.</summary>
    public static Finding Run()
    {
        const string title = "cache of engines and kernels";
        if (CacheStores.DefaultDirectory() is not { } folder)
        {
            return new Finding(
                title, FindingState.Doubtful, ["This user has no folder of their own, so nothing is kept."], ["Set ModelOptions.Cache.Directory."]);
        }

        if (!Directory.Exists(folder))
        {
            return new Finding(title, FindingState.Told, [$"{folder}, which is made when there is something to keep"], []);
        }

        int count = 0;
        long bytes = 0;
        EnumerationOptions all = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", all))
        {
            count++;
            bytes += file.Length;
        }

        return new Finding(
            title, FindingState.Told, [string.Create(CultureInfo.InvariantCulture, $"{folder}, {count} files, {ByteText.Of(bytes)}")], []);
    }
}
