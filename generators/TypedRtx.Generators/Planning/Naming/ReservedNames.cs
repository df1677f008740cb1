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
        "Specializations", "WarmAsync", "Cache",

        // The nested types' own members and those of their bases.
        "Dispose", "DisposeAsync", "ToOwned", "Deconstruct", "PrintMembers",
        "ReadValue", "WriteValue",
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize",

        // The one parameter that stands beside those of the model.
        "CancellationToken",
    };

    // Members of the class State, where outputs stand and inputs do not.
    private static readonly string[] OfState =
    [
        "State", "Step", "Rewind", "Fork", "Reset", "Restore", "Length",
        "Begin", "Complete", "Hold", "BindFixed", "SetValue", "RewindTo",
    ];

    // A parameter beside symbols, and a member of State.
    private const string Capacity = "Capacity";

    // A method of the model's class alone.
    private const string NewState = "NewState";

    /// <summary>All of them, in ordinal order.</summary>
    public static IEnumerable<string> All =>
        Names.Concat(OfState).Concat([Capacity, NewState]).OrderBy(name => name, StringComparer.Ordinal);

    public static bool Contains(string name, NameRole role) =>
        Contains(name, role, StringComparison.Ordinal)
        || ParameterName.From(name) == "cancellationToken"
        || (role == NameRole.Dim && ParameterName.From(name) == "capacity");

    /// <summary>The same for a name that somebody chose, who may have meant another case.</summary>
    public static bool ContainsAnyCase(string name, NameRole role) => Contains(name, role, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string name, NameRole role, StringComparison comparison)
    {
        bool Is(string reserved) => string.Equals(name, reserved, comparison);
        return Names.Any(Is)
            || (role is NameRole.Model or NameRole.Output && OfState.Any(Is))
            || (role is NameRole.Model or NameRole.Output or NameRole.Dim && Is(Capacity))
            || (role == NameRole.Model && Is(NewState));
    }
}
