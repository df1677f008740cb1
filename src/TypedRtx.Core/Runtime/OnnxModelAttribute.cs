namespace TypedRtx.Runtime;

/// <summary>
/// Says which model a generated class is of. Tools read it from the compiled assembly, to build engines for the profiles that stand
/// beside it.
/// </summary>
/// <param name="path">Where the program finds the model: a path relative to the program's folder, or a resource name.</param>
/// <param name="delivery">How the model reaches the program.</param>
/// <param name="symbols">The C# parameter of each free symbol, in the order of the shape plan; profiles may use these names.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnnxModelAttribute(string path, ModelDelivery delivery, params string[] symbols) : Attribute
{
    /// <summary>Where the program finds the model.</summary>
    public string Path { get; } = path;

    /// <summary>How the model reaches the program.</summary>
    public ModelDelivery Delivery { get; } = delivery;

    /// <summary>The C# parameter of each free symbol.</summary>
    public IReadOnlyList<string> Symbols { get; } = symbols;
}
