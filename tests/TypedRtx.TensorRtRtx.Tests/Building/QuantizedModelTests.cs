using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Models with explicit quantisation; whether their engines give the right numbers is for a machine with a GPU.</summary>
public sealed class QuantizedModelTests
{
    // By default, for the first generation with float8, and for the newest.
    public static TheoryData<string, string> Builds
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (QuantizedModel model in QuantizedModels.All)
            {
                foreach (string capability in (string[])["", "8.9", "12.0"])
                {
                    data.Add(model.Name, capability);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Quantized_model_builds(string name, string capability)
    {
        QuantizedModel model = QuantizedModels.All.First(model => model.Name == name);
        EngineBuildRequest request = RealLibrary.Request(model.Model, "batch=1..16..64") with
        {
            ComputeCapabilities = ComputeCapability.TryParse(capability, out ComputeCapability one) ? [one] : [],
        };

        Assert.NotEmpty(RealLibrary.Build(request));
    }

    [Fact]
    public void Convolution_in_int8_is_refused_with_what_is_missing()
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(QuantizedModels.Int8Conv.Model, "batch=1..16..64"));

        Assert.Contains("no kernel for an element type", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantized_models_are_written_with_their_answers()
    {
        using TempFolder folder = new();

        IReadOnlyList<ModelCase> cases = QuantizedModels.WriteTo(folder.Path);

        Assert.Equal(QuantizedModels.All.Select(model => model.Name), cases.Select(model => model.Name));
        Assert.All(cases, model => Assert.Single(ModelCase.Outputs(Assert.Single(model.DataSets))));
    }
}
