extern alias Generators;

using Generators::TypedRtx.Generators.Planning.Families;
using InternalSignature = Generators::TypedRtx.Signatures.ModelSignature;

namespace TypedRtx.Generators.Tests.Planning.Families;

public sealed class FamilyFinderTests
{
    /// <summary>Inputs, and what becomes of them: one entry a member, a family with all its names.</summary>
    public static TheoryData<string, string[], string[]> Table => new()
    {
        {
            "levels stand apart",
            ["ids int64[b]", "past.0.key float32[b, p]", "past.0.value float32[b, p]", "past.1.key float32[b, p]", "past.1.value float32[b, p]"],
            ["ids", "past.{0..1}.key", "past.{0..1}.value"]
        },
        { "any order of the file", ["h_2 float32[b]", "h_0 float32[b]", "x float32[b]", "h_1 float32[b]"], ["h_{0..2}", "x"] },
        { "one is no family", ["past.0.key float32[b]"], ["past.0.key"] },
        { "counted from 1", ["input.1 float32[b]", "input.2 float32[b]"], ["input.1", "input.2"] },
        { "with a gap", ["h_0 float32[b]", "h_2 float32[b]"], ["h_0", "h_2"] },
        { "number in a word", ["h0 float32[b]", "h1 float32[b]"], ["h0", "h1"] },
        { "leading zeros", ["h_00 float32[b]", "h_01 float32[b]"], ["h_00", "h_01"] },
        { "no letters", ["0 float32[b]", "1 float32[b]"], ["0", "1"] },
        { "outputs of one TensorFlow operator", ["x:0 float32[b]", "x:1 float32[b]"], ["x:0", "x:1"] },
        { "another element type", ["h_0 float32[b]", "h_1 float16[b]"], ["h_0", "h_1"] },
        { "another rank", ["h_0 float32[b]", "h_1 float32[b, 1]"], ["h_0", "h_1"] },
        { "another fixed length", ["h_0 float32[b, 3]", "h_1 float32[b, 4]"], ["h_0", "h_1"] },
        { "fixed and not", ["h_0 float32[b, 3]", "h_1 float32[b, n]"], ["h_0", "h_1"] },
        { "scalars", ["s_0 float32[]", "s_1 float32[]"], ["s_0", "s_1"] },
        { "unknown rank", ["s_0 float32[..]", "s_1 float32[..]"], ["s_0", "s_1"] },
        { "packed elements", ["s_0 int4[b]", "s_1 int4[b]"], ["s_0", "s_1"] },
        { "optional", ["s_0 float32[b] optional", "s_1 float32[b] optional"], ["s_0", "s_1"] },
        { "sequences", ["s_0 seq(float32[b])", "s_1 seq(float32[b])"], ["s_0", "s_1"] },
        {
            "two numbers go with the longer list",
            ["a.0.b.0 float32[b]", "a.0.b.1 float32[b]", "a.0.b.2 float32[b]", "a.1.b.0 float32[b]", "a.1.b.1 float32[b]", "a.1.b.2 float32[b]"],
            ["a.0.b.{0..2}", "a.1.b.{0..2}"]
        },
        { "a name that looks like the family's", ["h_0 float32[b]", "h_1 float32[b]", "h_* float32[b]"], ["h_0", "h_1", "h_*"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Values_are_grouped(string what, string[] values, string[] expected) =>
        Assert.True(expected.SequenceEqual(Group(values).Select(group => group.Name)), $"{what}: {string.Join("; ", Group(values).Select(group => group.Name))}");

    [Fact]
    public void Members_are_in_the_order_of_their_numbers()
    {
        ValueGroup family = Group(["h_2 float32[b]", "h_0 float32[b]", "x float32[b]", "h_1 float32[b]"])[0];

        Assert.Equal([1, 3, 0], family.Indexes);
        Assert.Equal("h_*", family.Raw);
    }

    [Fact]
    public void Axes_of_different_symbols_are_left_open()
    {
        ValueGroup family = Assert.Single(Group(["h_0 float32[b, n0, 8]", "h_1 float32[b, n1, 8]"]));

        Assert.Equal("float32[b, ?, 8]", family.Type.ToString());
    }

    [Fact]
    public void Value_that_the_project_names_stands_alone_and_so_do_the_others() => Assert.Equal(
        ["h_0", "h_1"], Group(["h_0 float32[b]", "h_1 float32[b]"], "h_1").Select(group => group.Name));

    private static IReadOnlyList<ValueGroup> Group(string[] values, params string[] named) => FamilyFinder.Group(InternalSignature
        .Parse(Harness.SignatureOf([.. values.Select(value => $"input \"{value.Split(' ', 2)[0]}\" {value.Split(' ', 2)[1]}")]))
        .Inputs, [.. named]);
}
