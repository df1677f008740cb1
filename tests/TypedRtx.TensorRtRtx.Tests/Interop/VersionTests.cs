using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>Which versions of the library are used, and which table each gets.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData(10400, "1.4.0.76 is too old: its interface is another one; 1.5 or later is needed")]
    [InlineData(20000, "2.0.0.76 is a new major version, whose interface is not known")]
    public void Version_with_another_interface_is_refused(int number, string text)
    {
        RtxVersion version = new(number, 76);

        Assert.Contains(text, version.Refusal, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RtxAbi.Of(version));
    }

    [Theory]
    [InlineData(10500, false)]
    [InlineData(10601, false)]
    [InlineData(10701, false)]
    [InlineData(10800, true)]
    [InlineData(19900, true)]
    public void Version_of_this_line_is_used(int number, bool isNewer)
    {
        RtxVersion version = new(number, 0);

        Assert.Null(version.Refusal);
        Assert.Equal(isNewer, version.IsNewerThanKnown);
        Assert.Equal(version, RtxAbi.Of(version).Version);
    }

    [Fact]
    public void Method_that_a_version_lacks_is_told()
    {
        RtxAbi abi = RtxAbi.Of(new RtxVersion(10500, 114), isMsvc: false);

        Assert.False(abi.Has(RtxMethod.BuilderConfigSetBuildRoute));
        Assert.Contains(
            "1.5.0.114", Assert.Throws<NotSupportedException>(() => abi.Slot(RtxMethod.BuilderConfigSetBuildRoute)).Message, StringComparison.Ordinal);
    }

    // Numbers that were called by hand, in C.
    [Theory]
    [InlineData(nameof(RtxMethod.BuilderCreateBuilderConfig), 5)]
    [InlineData(nameof(RtxMethod.BuilderBuildSerializedNetwork), 11)]
    [InlineData(nameof(RtxMethod.BuilderBuildSerializedNetworkToStream), 17)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetProgressMonitor), 45)]
    [InlineData(nameof(RtxMethod.BuilderConfigSetComputeCapability), 57)]
    [InlineData(nameof(RtxMethod.NetworkDefinitionGetInput), 15)]
    [InlineData(nameof(RtxMethod.TensorIsShapeTensor), 11)]
    [InlineData(nameof(RtxMethod.OptimizationProfileSetDimensions), 2)]
    [InlineData(nameof(RtxMethod.OptimizationProfileSetShapeValuesV2), 8)]
    [InlineData(nameof(RtxMethod.RuntimeGetEngineValidity), 24)]
    public void Slot_is_that_of_the_headers_and_one_less_with_one_destructor(string name, int slot)
    {
        RtxMethod method = Enum.Parse<RtxMethod>(name);
        RtxVersion version = new(10601, 120);

        Assert.Equal(slot, RtxAbi.Of(version, isMsvc: false).Slot(method));
        Assert.Equal(slot - 1, RtxAbi.Of(version, isMsvc: true).Slot(method));
    }

    // Parsers have no implementation of their own, and destructors in the middle.
    [Fact]
    public void Slots_of_parsers_shift_behind_their_destructors_alone()
    {
        RtxVersion version = new(10601, 120);
        RtxAbi itanium = RtxAbi.Of(version, isMsvc: false);
        RtxAbi msvc = RtxAbi.Of(version, isMsvc: true);

        Assert.Equal((1, 1), (itanium.Slot(RtxMethod.ParserParseFromFile), msvc.Slot(RtxMethod.ParserParseFromFile)));
        Assert.Equal((6, 6), (itanium.Slot(RtxMethod.ParserDestructor), msvc.Slot(RtxMethod.ParserDestructor)));
        Assert.Equal((19, 18), (itanium.Slot(RtxMethod.ParserLoadModelProto), msvc.Slot(RtxMethod.ParserLoadModelProto)));
    }
}
