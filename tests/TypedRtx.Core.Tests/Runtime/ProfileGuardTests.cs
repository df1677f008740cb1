using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime;

public sealed class ProfileGuardTests
{
    private const string Advice = "Run with lengths inside, widen the profile, or load with another ModelOptions.Profile.";

    private static readonly string[] Doubling = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];

    private static readonly OptimizationProfile Small = new("small", SymbolRange.Parse("a=1..2"), SymbolRange.Parse("b=1..4"));
    private static readonly OptimizationProfile Wide = new("wide", SymbolRange.Parse("a=1"), SymbolRange.Parse("b=1..2..8"));

    [Fact]
    public void Lengths_outside_the_chosen_profile_are_an_error()
    {
        using AnyModel model = Open(new ModelOptions { Profile = Small });
        model.Run<float>(new float[2, 4]).Dispose();

        TensorShapeException error = Assert.Throws<TensorShapeException>(() => model.Run<float>(new float[1, 8]));
        Assert.Equal(
            "Any: a = 1, b = 8 lie outside the optimization profile, and ModelOptions.Profile asks for it: in profile 'small' 'b' is "
            + "1 to 4, not 8 (a=1..2, b=1..4). " + Advice,
            error.Message);
        Assert.Equal("b", error.Symbol);
        Assert.Throws<TensorShapeException>(() => model.Run<float>(new float[1, 8]));
        Assert.Throws<TensorShapeException>(() => model.Bind(3, 1));
        model.Run<float>(new float[1, 4]).Dispose();
        Assert.Equal(2, model.Engine.Runs);
    }

    [Fact]
    public void Lengths_outside_every_profile_are_an_error_on_a_backend_that_needs_profiles()
    {
        using AnyModel model = Open(new ModelOptions(), needsProfiles: true);
        model.Run<float>(new float[1, 8]).Dispose();

        Assert.Equal(
            "Any: a = 2, b = 5 lie outside the optimization profiles, and Fake runs lengths inside a profile alone: in profile 'small' 'b' "
            + "is 1 to 4, not 5 (a=1..2, b=1..4); in profile 'wide' 'a' is 1 to 1, not 2 (a=1, b=1..2..8). " + Advice,
            Assert.Throws<TensorShapeException>(() => model.Run<float>(new float[2, 5])).Message);
    }

    [Fact]
    public void Lengths_outside_every_profile_are_logged_once_elsewhere()
    {
        ListLogger logger = new();
        using AnyModel model = Open(new ModelOptions { Logger = logger });
        for (int i = 0; i < 3; i++)
        {
            model.Run<float>(new float[1, 8]).Dispose();
            model.Run<float>(new float[3, 1]).Dispose();
            model.Bind(3, 1).Dispose();
        }

        Assert.Equal(
            ["Warning Any: a = 3, b = 1 lie outside every optimization profile (small: a=1..2, b=1..4 | wide: a=1, b=1..2..8). This backend "
            + "runs them; one that needs profiles would not."],
            logger.Lines);
    }

    [Fact]
    public void Logged_lengths_are_bounded()
    {
        ListLogger logger = new();
        using AnyModel model = Open(new ModelOptions { Logger = logger });
        for (int i = 0; i < 50; i++)
        {
            model.Run<float>(new float[3, 1 + i]).Dispose();
        }

        Assert.Equal(32, logger.Lines.Count);
        Assert.EndsWith("More of these are not logged.", logger.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Symbol_of_an_input_that_is_left_out_is_not_looked_at()
    {
        OptimizationProfile profile = new("p", SymbolRange.Parse("n=1..4"), SymbolRange.Parse("m=1..4"));
        ModelDescriptor descriptor = AnyModel.Describe(
            [profile], ["input \"x\" float32[n]", "input \"y\" float32[m] optional", "output \"z\" float32[n]"]);
        using AnyModel model = AnyModel.Open(Kernels.Double, new ModelOptions { Profile = profile }, new FakeBackend(), descriptor);

        model.Run<float>(new float[4], default).Dispose();

        Assert.Throws<TensorShapeException>(() => model.Run<float>(new float[4], new float[5]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Runs_with_profiles_allocate_nothing(bool chosen)
    {
        using AnyModel model = Open(new ModelOptions { Profile = chosen ? Small : null, Logger = new ListLogger() });
        float[,] x = new float[2, 4];

        Assert.Equal(0, Allocations.Of(() => model.Run<float>(x).Dispose()));
    }

    [Fact]
    public void Backends_are_asked_for_the_chosen_profile_or_for_all()
    {
        ModelDescriptor model = AnyModel.Describe([Small, Wide], Doubling);
        ModelSource source = ModelSource.FromBytes(default, "any.onnx");

        Assert.Equal([Small, Wide], new TypedRtx.Backends.BackendRequest(model, source, new ModelOptions()).Profiles);
        Assert.Equal([Wide], new TypedRtx.Backends.BackendRequest(model, source, new ModelOptions { Profile = Wide }).Profiles);
        Assert.Empty(new TypedRtx.Backends.BackendRequest(AnyModel.Describe(Doubling), source, new ModelOptions()).Profiles);
    }

    [Fact]
    public void Profile_made_by_hand_is_put_in_the_order_of_the_model()
    {
        ModelDescriptor model = AnyModel.Describe([Small], Doubling);
        OptimizationProfile given = new("mine", SymbolRange.Parse("b=7"), SymbolRange.Parse("a=1..3"));

        Assert.Equal("mine: a=1..3, b=7", ProfileFit.To(model, given).ToString());
        Assert.Same(Small, ProfileFit.To(model, Small));
    }

    [Fact]
    public void Profile_of_another_model_is_an_error_at_load()
    {
        ModelDescriptor model = AnyModel.Describe(Doubling);
        ModelOptions options = new() { Profile = new OptimizationProfile("chat", SymbolRange.Parse("a=1"), SymbolRange.Parse("c=1")) };

        Assert.Equal(
            "Any: the profile 'chat' of ModelOptions.Profile does not fit the model: c is no symbol of the model. The free symbols are a, b; "
            + "did you mean a?.",
            Assert.Throws<ArgumentException>(() => model.Load(options)).Message);
    }

    private static AnyModel Open(ModelOptions options, bool needsProfiles = false) => AnyModel.Open(
        Kernels.Double, options, new FakeBackend { NeedsProfiles = needsProfiles }, AnyModel.Describe([Small, Wide], Doubling));
}
