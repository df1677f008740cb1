extern alias Generators;

using Generators::TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Tests.Planning.Naming;

public sealed class LookAlikesTests
{
    [Fact]
    public void Cyrillic_word_alone_is_no_look_alike() =>
        Assert.Empty(LookAlikes.Find(["\u0441\u043E\u0441\u043D\u0430", "image"]));

    [Fact]
    public void Latin_letters_in_a_Cyrillic_word_are_found() =>
        Assert.Single(LookAlikes.Find(["coc\u043D\u0430", "image"]));

    [Fact]
    public void Cyrillic_word_drawn_like_a_Latin_one_is_found() =>
        Assert.Equal(["\u0441\u043E\u0441\u043E"], LookAlikes.Find(["\u0441\u043E\u0441\u043E", "coco"]));

    [Fact]
    public void Scripts_in_words_of_their_own_are_no_look_alikes() =>
        Assert.Empty(LookAlikes.Find(["\u0432\u0445\u043E\u0434_x", "Δt"]));
}
