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
        "NewState", "State", "Step", "Rewind", "Fork", "Reset", "Length", "Capacity",

        // The nested types' own members and those of their bases.
        "Dispose", "DisposeAsync", "ToOwned", "Deconstruct", "PrintMembers",
        "ReadValue", "WriteValue",
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize",

        // The one parameter that stands beside those of the model.
        "CancellationToken",
    };

    public static bool Contains(string name) => Names.Contains(name);
}
