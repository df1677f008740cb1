namespace TypedRtx.Generators.Planning.Naming;

/// <summary>An ONNX name and the C# name that it got.</summary>
/// <param name="Raw">The ONNX name.</param>
/// <param name="Name">The C# name.</param>
/// <param name="Collided">Whether another ONNX name would have got the C# name too, so that it has a suffix.</param>
internal readonly record struct AssignedName(string Raw, string Name, bool Collided);
