using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Gives values and symbols of a signature hostile names, so that it stays well-formed and reaches the code.</summary>
public static class SignatureRenamer
{
    /// <summary>The signature with some of its names replaced.</summary>
    public static ModelSignature Rename(ModelSignature signature, Random random) => signature with
    {
        Inputs = signature.Inputs.Select(value => Rename(value, random)).ToEquatableArray(),
        Outputs = signature.Outputs.Select(value => Rename(value, random)).ToEquatableArray(),
    };

    private static ValueSignature Rename(ValueSignature value, Random random) => value with
    {
        Name = random.Next(2) == 0 ? value.Name : HostileText.Next(random),
        Type = value.Type is TensorType { Shape: { } shape } tensor
            ? tensor with { Shape = shape.Select(dimension => Rename(dimension, random)).ToEquatableArray() }
            : value.Type,
    };

    private static Dimension Rename(Dimension dimension, Random random) =>
        random.Next(3) == 0 ? Dimension.FromDimParam(HostileText.Next(random)) : dimension;
}
