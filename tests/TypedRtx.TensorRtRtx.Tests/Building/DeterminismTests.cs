using System.Security.Cryptography;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>The same request gives the same engine, whoever builds it and wherever it goes.</summary>
public sealed class DeterminismTests
{
    // Of fixed lengths: of open ones, 1.6.1 numbers inner names differently from build to build, from Python as from here.
    private static readonly string[] FixedLengths = ["batch=4", "height=28", "width=28"];
    private static readonly string[] OpenLengths = ["batch=1..4..16", "height=16..28..64", "width=16..28..64"];

    private static string Digits => SharedFiles.Require("models/digits/digits.onnx");

    [Fact]
    public void Engine_is_the_same_from_two_processes()
    {
        MeasuredBuild first = ChildProgram.Build(Digits, FixedLengths);
        MeasuredBuild second = ChildProgram.Build(Digits, FixedLengths);

        Assert.Equal(first.Hash, second.Hash);
    }

    [Fact]
    public void Engine_is_the_same_from_another_process_and_from_this_one()
    {
        byte[] here = RealLibrary.Build(RealLibrary.Request(ModelSource.FromFile(Digits), FixedLengths));

        Assert.Equal(ChildProgram.Build(Digits, FixedLengths).Hash, Convert.ToHexString(SHA256.HashData(here)));
    }

    [Fact]
    public void Engine_is_the_same_in_memory_and_in_pieces()
    {
        EngineBuildRequest request = RealLibrary.Request(ModelSource.FromFile(Digits), FixedLengths);
        using MemoryStream pieces = new();
        using EngineBuild build = new(RealLibrary.Library, request, TestContext.Current.CancellationToken);

        long byteLength = build.ToStreamInPieces(pieces, null, TestContext.Current.CancellationToken);

        Assert.Equal(byteLength, pieces.Length);
        Assert.Equal(RealLibrary.Build(request), pieces.ToArray());
    }

    [Fact]
    public void Engines_of_open_lengths_differ_in_nothing_but_digits_of_names()
    {
        EngineBuildRequest request = RealLibrary.Request(ModelSource.FromFile(Digits), OpenLengths);
        byte[] first = RealLibrary.Build(request);
        byte[] second = RealLibrary.Build(request);

        Assert.Equal(first.Length, second.Length);
        Assert.DoesNotContain(
            Enumerable.Range(0, first.Length).Where(i => first[i] != second[i]),
            i => !char.IsAsciiDigit((char)first[i]) || !char.IsAsciiDigit((char)second[i]));
    }
}
