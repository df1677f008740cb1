using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>
/// A file that one process at a time has open alone. The system lets go of it when its process ends, however it ends, so a file
/// that is left behind locks nothing. Where a file system has no locks, everybody gets one, and work is done twice.
/// </summary>
internal sealed class EntryLock : IDisposable
{
    private const int LongestPauseMilliseconds = 100;

    private readonly string _path;
    private readonly SafeFileHandle _file;

    private EntryLock(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Takes a lock as soon as it is free; null when it was not within the time.</summary>
    /// <param name="path">The file; made where it is missing, and removed at the end.</param>
    /// <param name="timeout">How long to wait at most; zero to try once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made or opened.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EntryLock? Take(string path, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        // Counts by a clock that nobody sets.
        long start = Stopwatch.GetTimestamp();
        for (int pause = 5; ; pause = Math.Min(2 * pause, LongestPauseMilliseconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            cancellationToken.WaitHandle.WaitOne(Math.Min(pause, (int)Math.Ceiling(left.TotalMilliseconds)));
        }
    }

    /// <summary>Lets the next one have it.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
        {
            return;
        }

        try
        {
            // Unix removes the name of an open file, so nobody locks a file in between that is about to go. Windows needs it closed.
            if (OperatingSystem.IsWindows())
            {
                _file.Dispose();
            }

            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays or has another owner already, and locks nothing.
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static EntryLock? TryTake(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        // The one before may have removed the name since it was opened.
        if (EntryFile.IsNameOf(path, file))
        {
            return new EntryLock(path, file);
        }

        file.Dispose();
        return null;
    }

    // What .NET gives where another has the file: EWOULDBLOCK, or ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    private static bool IsHeld(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
