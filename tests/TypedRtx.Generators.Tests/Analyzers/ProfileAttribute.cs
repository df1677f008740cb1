namespace TypedRtx.Generators.Tests.Analyzers;

/// <summary>The attribute that declares profiles, as analyzers find it: by its name.</summary>
internal static class ProfileAttribute
{
    public const string Source = """
        namespace TypedRtx;

        [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
        public sealed class OptimizationProfileAttribute(string name, params string[] ranges) : System.Attribute
        {
            public string Name { get; } = name;

            public string[] Ranges { get; } = ranges;
        }
        """;
}
