namespace TypedRtx.TestKit;

/// <summary>
/// An assembly fixture: models that its tests load with default options keep what they keep in a user's folder of their own, so that
/// the folder of who runs the tests stays as it is, and each run of the tests is a first start.
/// </summary>
/// <remarks>On Windows the system itself says where the user's folder is, so there it stays the user's own.</remarks>
public sealed class OwnUserFolder : IDisposable
{
    /// <summary>The environment variable that .NET takes the user's folder from.</summary>
    public const string Variable = "HOME";

    private readonly TempFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Makes the folder the user's own.</summary>
    public OwnUserFolder() => Environment.SetEnvironmentVariable(Variable, _folder.Path);

    /// <inheritdoc />
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }
}
