extern alias Generators;

using System.Globalization;
using System.Text;
using Generators::TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Tests.Planning.Naming;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("d\u0307\u0323", "\u1E0D\u0307")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("a\u0300\u0301", "\u00E0\u0301")]
    [InlineData("\u0301a", "\u0301a")]
    public void Text_is_composed(string text, string composed) => Assert.Equal(composed, Composition.Compose(text));

    [Fact]
    public void Every_sequence_is_composed_as_the_runtime_does_it()
    {
        Assert.SkipWhen(
            "e\u0301".Normalize(NormalizationForm.FormC).Length > 1,
            "The runtime composes nothing, being invariant. Set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0.");
        const int seed = 3;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        char[] letters =
            [.. Enumerable.Range(0, 0xFFFE).Select(i => (char)i).Where(c => !char.IsSurrogate(c) && IsCovered(c))];
        char[] marks = [.. letters.Where(c => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)];
        List<string> texts = [.. letters.Select(c => c.ToString())];
        for (int i = 0; i < 200_000; i++)
        {
            texts.Add($"{letters[random.Next(letters.Length)]}{Mark()}{Mark()}{letters[random.Next(1000)]}{Mark()}");
        }

        char Mark() => marks[random.Next(marks.Length)];
        Assert.DoesNotContain(texts, text => Composition.Compose(text) != text.Normalize(NormalizationForm.FormC));
    }

    // The table is of Unicode 14, and ICU may know later characters; and it stays in the first plane.
    private static bool IsCovered(char c) =>
        char.GetUnicodeCategory(c) != UnicodeCategory.OtherNotAssigned
        && !c.ToString().Normalize(NormalizationForm.FormC).Any(char.IsSurrogate);
}
