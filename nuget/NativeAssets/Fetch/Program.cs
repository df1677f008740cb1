namespace TypedRtx.NativeAssets;

/// <summary>Fetches a package with npm, checks it, and puts some of its files into a folder, all or nothing.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            FetchOptions options = FetchOptions.Parse(arguments);
            Fetch(options);
            return 0;
        }
        catch (Exception exception) when (exception is FetchException or IOException or UnauthorizedAccessException)
        {
            // The form that MSBuild shows as an error of its own: origin, category, text.
            string text = exception.Message.ReplaceLineEndings(" ");
            Console.Error.WriteLine($"ONNX Runtime : error : {text}");
            return 1;
        }
    }

    private static void Fetch(FetchOptions options)
    {
        string parent = Path.GetDirectoryName(options.Destination)!;
        Directory.CreateDirectory(parent);
        using FileStream guard = FolderLock.Wait(Path.Combine(parent, ".lock"));
        if (options.Files.All(file => File.Exists(Path.Combine(options.Destination, file.TargetPath))))
        {
            return;
        }

        // Beside the destination, so that the last step is a rename and a build cut off leaves nothing half done.
        DirectoryInfo work = Directory.CreateDirectory(Path.Combine(parent, $".fetch-{Path.GetRandomFileName()}"));
        try
        {
            string archive = options.Archive ?? NpmClient.Pack(options.Package, work.FullName);
            Integrity.Verify(archive, options.Integrity, options.Package);
            string staged = Path.Combine(work.FullName, "staged");
            LibraryArchive.Extract(archive, options.Files, staged);
            if (Directory.Exists(options.Destination))
            {
                // Incomplete, or the check above would have returned. It goes with the temporary folder.
                Directory.Move(options.Destination, Path.Combine(work.FullName, "incomplete"));
            }

            Directory.Move(staged, options.Destination);
            Console.WriteLine($"{options.Package}: {options.Files.Count} libraries in {options.Destination}");
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
