namespace TypedRtx.Generators.Planning.Naming;

/// <summary>An ONNX name and the C# name that it got.</summary>
/// <param name="Raw">The ONNX name.</param>
/// <param name="Name">The C# name.</param>
/// <param name="Collided">Whether the C# name carries a suffix because another ONNX name would have got the same.</param>
internal readonly record struct AssignedName(string Raw, string Name, bool Collided);
