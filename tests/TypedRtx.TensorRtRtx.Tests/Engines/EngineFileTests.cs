using TypedRtx.Caching;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests.Engines;

/// <summary>Engines beside their models.</summary>
public sealed class EngineFileTests : IDisposable
{
    private static readonly string Model = new('a', 64);

    private readonly TempFolder _folder = new();

    private string Path => _folder.PathOf("m.rtxengine");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Engine_is_read_back()
    {
        Write(Key());

        using EngineBytes? engine = EngineFile.TryOpen(Path, Key(), out string? refusal);

        Assert.Null(refusal);
        using MemoryStream bytes = new();
        engine!.WriteTo(bytes);
        Assert.Equal("engine"u8, bytes.ToArray());
    }

    [Fact]
    public void Missing_file_is_no_refusal()
    {
        Assert.Null(EngineFile.TryOpen(Path, Key(), out string? refusal));
        Assert.Null(refusal);
    }

    [Fact]
    public void Engine_for_some_GPUs_alone_is_taken()
    {
        Write(Key("capabilities=8.6", "workspace=1024"));

        using EngineBytes? engine = EngineFile.TryOpen(Path, Key("capabilities=all"), out _);

        Assert.NotNull(engine);
    }

    [Theory]
    [InlineData("library=1.5.0.114")]
    [InlineData("profile=rows=1..9")]
    [InlineData("profile=rows=1..8", "profile=rows=9")]
    public void Engine_of_something_else_is_refused(params string[] parts)
    {
        Write(Key(parts));

        Assert.Null(EngineFile.TryOpen(Path, Key("profile=rows=1..8"), out string? refusal));
        Assert.Contains($"it has 'part {parts[^1]}'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_of_another_model_is_refused()
    {
        Write(Key() with { Model = new string('b', 64) });

        Assert.Null(EngineFile.TryOpen(Path, Key(), out string? refusal));
        Assert.Contains("model bbb", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_engine_is_refused()
    {
        Write(Key());
        byte[] bytes = File.ReadAllBytes(Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path, bytes);

        Assert.Null(EngineFile.TryOpen(Path, Key(), out string? refusal));
        Assert.Contains("checksum", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_without_a_header_is_refused()
    {
        File.WriteAllText(Path, "vtrt");

        Assert.Null(EngineFile.TryOpen(Path, Key(), out string? refusal));
        Assert.Equal("it is no engine that TypedRtx wrote", refusal);
    }

    [Fact]
    public void Failing_write_leaves_the_old_engine_and_nothing_else()
    {
        Write(Key());

        Assert.Throws<InvalidOperationException>(() => EngineFile.Write(Path, Key("more"), _ => throw new InvalidOperationException()));

        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
        Assert.True(EngineFile.IsFor(Path, Key()));
    }

    [Fact]
    public void File_is_for_its_own_key_alone()
    {
        Write(Key());

        Assert.Equal((true, false), (EngineFile.IsFor(Path, Key()), EngineFile.IsFor(Path, Key("workspace=1"))));
    }

    private static CacheKey Key(params string[] parts) => new(Model, "engine", parts.ToEquatableArray());

    private void Write(CacheKey key) => EngineFile.Write(Path, key, static output => output.Write("engine"u8));
}
