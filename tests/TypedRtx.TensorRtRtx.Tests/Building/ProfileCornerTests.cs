using System.Text;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>A decoder with state is built from ranges for batch, past and new tokens alone: what follows from them is right in every corner.</summary>
public sealed unsafe class ProfileCornerTests
{
    private static readonly string[] Ranges = ["batch_size=1..2..4", "sequence_length=1..16..64", "past_sequence_length=0..32..128"];

    public static TheoryData<string> Decoders => ["models/storyteller/storyteller.onnx", "architectures/decoder_kv_fp16.onnx"];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Mask_is_as_long_as_past_and_new_tokens_together(string file)
    {
        Dictionary<string, RtxDims[]> shapes = ShapesOf(file);

        Assert.Equal(["[1, 1]", "[2, 48]", "[4, 192]"], shapes["attention_mask"].Select(dims => dims.ToString()));
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void New_tokens_have_their_own_length(string file)
    {
        Dictionary<string, RtxDims[]> shapes = ShapesOf(file);

        Assert.Equal(["[1, 1]", "[2, 16]", "[4, 64]"], shapes["input_ids"].Select(dims => dims.ToString()));
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Every_cache_begins_empty(string file)
    {
        RtxDims[][] caches = [.. ShapesOf(file).Where(shape => shape.Key.StartsWith("past", StringComparison.Ordinal)).Select(shape => shape.Value)];

        Assert.NotEmpty(caches);
        Assert.All(caches, cache => Assert.Equal(
            [(1, 0), (2, 32), (4, 128)], cache.Select(dims => ((int)dims.Values[0], (int)dims.Values[2]))));
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Decoder_builds(string file)
    {
        using TempFolder folder = new();

        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(Source(file, folder), Ranges)));
    }

    // What the library has of each input of the network, at the min, the opt and the max.
    private static Dictionary<string, RtxDims[]> ShapesOf(string file)
    {
        using TempFolder folder = new();
        EngineBuildRequest request = RealLibrary.Request(Source(file, folder), Ranges);
        RtxLibrary library = RealLibrary.Library;
        EngineModel model = EngineModel.Read(request.Source);
        using RtxErrorRecorder recorder = new(library.Abi);
        using RtxHandle builder = library.CreateBuilder();
        new BuilderApi(builder).SetErrorRecorder(recorder.Address);
        using EngineNetwork network = EngineNetwork.Parse(library, builder, model, recorder);
        ProfileApi profile = new(library.Abi, new BuilderApi(builder).CreateProfile());
        Dictionary<string, RtxDims[]> shapes = new(StringComparer.Ordinal);
        foreach (NetworkInput input in NetworkInput.Of(library, network, model))
        {
            Assert.True(input.Apply(profile, request, model, InOrder(model, request.Profiles[0])));
            fixed (byte* name = Encoding.UTF8.GetBytes(input.Name + '\0'))
            {
                shapes[input.Name] = [profile.GetDimensions(name, 0), profile.GetDimensions(name, 1), profile.GetDimensions(name, 2)];
            }
        }

        Assert.True(profile.IsValid);
        return shapes;
    }

    private static OptimizationProfile InOrder(EngineModel model, OptimizationProfile profile) => new(
        profile.Name, [.. model.Plan.Symbols.Select(symbol => profile.Ranges.First(range => range.Symbol == symbol.Name))]);

    private static ModelSource Source(string file, TempFolder folder)
    {
        string path = SharedFiles.Require(file);
        return ModelSource.FromFile(file.StartsWith("architectures", StringComparison.Ordinal) ? FilledModel.Fill(path, folder.Path) : path);
    }
}
