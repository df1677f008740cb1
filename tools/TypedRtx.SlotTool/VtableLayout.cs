namespace TypedRtx.SlotTool;

/// <summary>The virtual functions of a class in the order of its table, those of its base first.</summary>
internal sealed record VtableLayout(string Class, IReadOnlyList<string> Methods)
{
    /// <summary>Lays out a class whose bases are among <paramref name="classes"/>.</summary>
    public static VtableLayout Of(string name, IReadOnlyDictionary<string, CppClass> classes)
    {
        CppClass type = Find(name, classes);
        List<string> methods = type.Base is null ? [] : [.. Of(type.Base, classes).Methods];
        HashSet<string> inherited = [.. methods];
        HashSet<string> own = [];
        foreach (CppMethod method in type.Methods)
        {
            if (!own.Add(method.Name))
            {
                throw new SlotToolException(
                    $"{type.Where}: class {name} declares the virtual function {method.Name} twice (again in line {method.Line}). " +
                    "Visual C++ orders overloads in reverse, and one name cannot stand for two slots: extend the tool before this header is used.");
            }

            if (inherited.Contains(method.Name))
                CheckOverride(type, method);
            else if (method.IsOverride)
                throw new SlotToolException($"{type.Where}: {name}::{method.Name} overrides nothing that its bases declare.");
            else
                methods.Add(method.Name);
        }

        return new VtableLayout(name, methods);
    }

    /// <summary>The number of the first slot of each method, in the order of <see cref="Methods"/>.</summary>
    public IReadOnlyDictionary<string, int> Slots(CppAbi abi)
    {
        Dictionary<string, int> slots = [];
        int next = 0;
        foreach (string method in Methods)
        {
            slots.Add(method, next);
            next += Width(method, abi);
        }

        return slots;
    }

    public int SlotCount(CppAbi abi) => Methods.Sum(method => Width(method, abi));

    private static int Width(string method, CppAbi abi) => method == CppMethod.Destructor && abi == CppAbi.Itanium ? 2 : 1;

    private static CppClass Find(string name, IReadOnlyDictionary<string, CppClass> classes) =>
        classes.TryGetValue(name, out CppClass? type)
            ? type
            : throw new SlotToolException($"The headers have no definition of class {name}.");

    private static void CheckOverride(CppClass type, CppMethod method)
    {
        // A destructor always overrides. Another function without the word may be an overload that hides the inherited one.
        if (!method.IsOverride && method.Name != CppMethod.Destructor)
        {
            throw new SlotToolException(
                $"{type.Where}: {type.Name}::{method.Name} has the name of an inherited function but does not say 'override'; " +
                "whether it takes a new slot depends on its parameters, which this tool does not compare.");
        }
    }
}
