using System.Runtime.InteropServices;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Native;

/// <summary>The probe at work on the real library. File names are those of the system that the tests run on.</summary>
public sealed class NativeLibraryProbeTests : IDisposable
{
    private static readonly string Packaged = OrtLibrary.TryLoad(OrtLibrary.Query(null, pathOnly: false), out _)!.Location;

    private static readonly string Plain =
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";

    private readonly TempFolder _folder = new();

    private NativeLibraryQuery Query => new("onnxruntime", "OrtGetApiBase")
    {
        SoVersion = 1,
        ProgramFolder = _folder.Path,
        HostFolders = null,
        AskSystem = false,
    };

    [Fact]
    public void Program_of_this_repository_has_its_library_under_runtimes() =>
        Assert.Contains(Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native"), Packaged, StringComparison.Ordinal);

    [Fact]
    public void Missing_library_leaves_a_trace_of_every_place()
    {
        string host = Path.Combine(_folder.Path, "packages");
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query with { HostFolders = host, AskSystem = true, Name = "onnxruntime_not_there" });
        Assert.False(search.IsFound);
        Assert.Null(search.Location);
        Assert.Contains($"  {_folder.Path}: no file named ", search.Trace, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(_folder.Path, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")}: no such folder", search.Trace, StringComparison.Ordinal);
        Assert.Contains($"{host}: no such folder", search.Trace, StringComparison.Ordinal);
        Assert.Contains("by the system's loader: not loaded: ", search.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("LD_DEBUG", search.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_library_is_passed_over_with_the_loaders_words()
    {
        string broken = _folder.Write(Plain, "not a library");
        string good = Copy("good");
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query with { HostFolders = good });
        Assert.Equal(Path.Combine(good, Plain), Release(search).Location);
        NativeLibraryAttempt attempt = search.Attempts[0];
        Assert.Equal(broken, attempt.Place);
        Assert.Matches("^not loaded: .*(too short|header|format)", attempt.Outcome);
    }

    [Fact]
    public void Library_without_the_symbol_is_passed_over()
    {
        Copy(".");
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query with { Symbol = "NoSuchFunction" });
        Assert.False(search.IsFound);
        Assert.Contains("loaded, but it does not export NoSuchFunction", search.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_that_is_refused_is_passed_over()
    {
        Copy(".");
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query with { Refuse = _ => "loaded, but too old" });
        Assert.False(search.IsFound);
        Assert.Contains("loaded, but too old", search.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_may_be_a_file_of_any_name()
    {
        string file = _folder.PathOf("my-own-build.bin");
        File.Copy(Packaged, file);
        Assert.Equal(file, Release(NativeLibraryProbe.Find(Query with { Path = file, PathOnly = true })).Location);
    }

    [Fact]
    public void Path_may_be_a_folder()
    {
        string folder = Copy("mine");
        Assert.Equal(Path.Combine(folder, Plain), Release(NativeLibraryProbe.Find(Query with { Path = folder, PathOnly = true })).Location);
    }

    [Fact]
    public void Relative_path_starts_at_the_programs_folder()
    {
        string folder = Copy("mine");
        Assert.Equal(Path.Combine(folder, Plain), Release(NativeLibraryProbe.Find(Query with { Path = "mine" })).Location);
    }

    [Fact]
    public void Only_the_path_counts_when_it_was_asked_for()
    {
        Copy(".");
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query with { Path = _folder.PathOf("elsewhere"), PathOnly = true, AskSystem = true });
        Assert.False(search.IsFound);
        Assert.Single(search.Attempts);
    }

    [Fact]
    public void Build_that_the_user_puts_beside_the_program_wins()
    {
        string runtimes = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        Copy(runtimes);
        Assert.Equal(_folder.PathOf(runtimes, Plain), Release(NativeLibraryProbe.Find(Query)).Location);
        Copy(".");
        Assert.Equal(_folder.PathOf(Plain), Release(NativeLibraryProbe.Find(Query)).Location);
    }

    [Fact]
    public void Library_loads_under_another_folder_and_gives_its_version()
    {
        string folder = Copy("mine");
        OrtLibrary? library = OrtLibrary.TryLoad(OrtLibrary.Query(folder, pathOnly: true), out NativeLibrarySearch search);
        Assert.NotNull(library);
        Assert.Equal(Path.Combine(folder, Plain), library.Location);
        Assert.InRange(library.Version.ApiVersion, OrtApi.LowestVersion, OrtApi.HighestVersion);
        Release(search);
    }

    public void Dispose() => _folder.Dispose();

    private static NativeLibrarySearch Release(NativeLibrarySearch search)
    {
        Assert.True(search.IsFound, search.Trace);
        NativeLibrary.Free(search.Handle);
        return search;
    }

    private string Copy(string folder)
    {
        string target = Path.GetFullPath(folder, _folder.Path);
        Directory.CreateDirectory(target);
        File.Copy(Packaged, Path.Combine(target, Plain));
        return target;
    }
}
