namespace TypedRtx.Generators.Planning.Naming;

/// <summary>An ONNX name and the C# name that it got.</summary>
/// <param name="Raw">The ONNX name.</param>
/// <param name="Name">The C# name.</param>
/// <param name="Collided">Whether another name or a generated member has the C# name that it alone would get.</param>
/// <param name="IsGiven">Whether the project chose the C# name.</param>
internal readonly record struct AssignedName(string Raw, string Name, bool Collided, bool IsGiven = false);
