namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Tests that share the generated classes.</summary>
[CollectionDefinition(RtxProject.Name)]
public sealed class RtxCollection : ICollectionFixture<RtxProject>;
