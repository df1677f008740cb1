using System.Diagnostics;

namespace TypedRtx.NativeAssets;

/// <summary>Lets one process at a time fetch; the others wait and then find the files there.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The lock, held until disposed; the system frees it when the process dies.</summary>
    public static FileStream Wait(string path)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(200);
            }
            catch (IOException exception)
            {
                throw new FetchException(
                    $"Another build has held {path} for {Patience.TotalMinutes:0} minutes. End it, or delete "
                    + "the file if there is none.",
                    exception);
            }
        }
    }
}
