namespace TypedRtx;

/// <summary>
/// Declares an optimization profile of a model, on your half of its partial class: the lengths that its symbols will have.
/// </summary>
/// <remarks>
/// <para>
/// <c>[OptimizationProfile("chat", "batch=1..1..4", "sequence=1..64..512")]</c>. A range is <c>symbol=7</c> (fixed),
/// <c>symbol=1..512</c> (min and max; the max counts most) or <c>symbol=1..64..512</c> (min, opt and max). Every free symbol has
/// one; symbols that follow from others need none, and one that is given is checked against them.
/// </para>
/// <para>
/// A symbol is named as in the model (<c>past_sequence_length</c>) or as the parameter (<c>pastSequenceLength</c>); case counts.
/// Names that hold a comma, a bar, a colon, an equals sign or a quote stand in double quotes. Profiles that item metadata declares
/// appear as this attribute on the generated half.
/// </para>
/// </remarks>
/// <param name="name">The name of the profile, which becomes a property of the class <c>Profiles</c>.</param>
/// <param name="ranges">One range per symbol.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OptimizationProfileAttribute(string name, params string[] ranges) : Attribute
{
    /// <summary>The name of the profile.</summary>
    public string Name { get; } = name;

    /// <summary>One range per symbol: <c>sequence=1..64..512</c>.</summary>
    public IReadOnlyList<string> Ranges { get; } = ranges;
}
