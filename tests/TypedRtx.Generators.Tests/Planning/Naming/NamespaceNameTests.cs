extern alias Generators;

using Generators::TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Tests.Planning.Naming;

public sealed class NamespaceNameTests
{
    [Theory]
    [InlineData("Acme", "Acme")]
    [InlineData("my-app.3d", "my_app._3d")]
    [InlineData("a..b", "a.b")]
    [InlineData("", "Models")]
    [InlineData("\u212Bpp", "\u212Bpp")]
    public void Root_namespace_becomes_a_namespace(string root, string name) =>
        Assert.Equal(name, NamespaceName.FromRoot(root));

    [Fact]
    public void Keywords_are_escaped_where_they_are_written() =>
        Assert.Equal("a.@class.b", NamespaceName.Escape("a.class.b"));
}
