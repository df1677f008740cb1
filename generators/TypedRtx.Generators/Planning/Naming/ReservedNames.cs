namespace TypedRtx.Generators.Planning.Naming;

/// <summary>
/// Names that tensors and symbols do not get: generated types or their bases have members of that name, or will.
/// </summary>
/// <remarks>
/// <c>Input</c> and <c>Output</c> are not among them, although the base class of bindings has methods of that name:
/// those are generic, and a property does not hide what has type parameters.
/// </remarks>
internal static class ReservedNames
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        // The model class and its nested types.
        "Run", "RunAsync", "Bind", "BindDevice", "Load", "LoadAsync", "LoadFrom", "Signature", "Descriptor", "StartAsync",
        "Inputs", "OwnedInputs", "Outputs", "OwnedOutputs", "Binding", "DeviceBinding", "Dims", "Shapes", "Profiles", "Families",
        "NewState", "State", "Step", "Rewind", "Fork", "Reset", "Capacity", "Length", "Specializations", "WarmAsync", "Cache",

        // The nested types' own members and those of their bases.
        "Dispose", "DisposeAsync", "ToOwned", "Deconstruct", "PrintMembers",
        "ReadValue", "WriteValue",
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize",

        // The one parameter that stands beside those of the model.
        "CancellationToken",
    };

    private static readonly HashSet<string> AnyCase = new(Names, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in ordinal order.</summary>
    public static IEnumerable<string> All => Names.OrderBy(name => name, StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name) || ParameterName.From(name) == "cancellationToken";

    /// <summary>The same for a name that somebody chose, who may have meant another case.</summary>
    public static bool ContainsAnyCase(string name) => AnyCase.Contains(name);
}
