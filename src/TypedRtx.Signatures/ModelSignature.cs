namespace TypedRtx.Signatures;

/// <summary>What a model file promises: its inputs, outputs and operator sets, in file order.</summary>
/// <param name="Opsets">The operator sets that the model imports.</param>
/// <param name="Inputs">The inputs; below IR version 4 without the initializers that files of that age list too.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Relations">What is known of symbols beyond their names, for example <c>total = past + sequence</c>.</param>
/// <param name="Inferred">
/// The shapes of outputs that follow from the model's nodes, where the model does not state them or states others.
/// </param>
public sealed record ModelSignature(
    EquatableArray<OpsetImport> Opsets,
    EquatableArray<ValueSignature> Inputs,
    EquatableArray<ValueSignature> Outputs,
    EquatableArray<SymbolRelation> Relations,
    EquatableArray<InferredShape> Inferred = default)
{
    /// <summary>Reads the text of an <c>.onnxsig</c> file.</summary>
    /// <exception cref="SignatureFormatException">The text is not a signature; the message names the line.</exception>
    public static ModelSignature Parse(string text) => SignatureText.Parse(text);

    /// <summary>The text of an <c>.onnxsig</c> file; <see cref="Parse"/> gives an equal signature back.</summary>
    public override string ToString() => SignatureText.Write(this);
}

/// <summary>One input or output of a model.</summary>
/// <param name="Name">The ONNX name, as it stands in the file.</param>
/// <param name="Type">The type.</param>
/// <param name="IsOptional">Whether an input may be left out because the model holds a default (IR version 4 and later).</param>
public sealed record ValueSignature(string Name, OnnxType Type, bool IsOptional = false);

/// <summary>An operator set that a model imports.</summary>
/// <param name="Domain">The domain; empty for the operators of ONNX itself.</param>
/// <param name="Version">The version, from 1.</param>
public sealed record OpsetImport(string Domain, long Version);

/// <summary>A symbol that follows from others.</summary>
/// <param name="Symbol">The derived symbol.</param>
/// <param name="Value">What it equals.</param>
public sealed record SymbolRelation(string Symbol, DimensionExpression Value);

/// <summary>What follows from the model's nodes for the shape of an output.</summary>
/// <param name="Output">The name of the output.</param>
/// <param name="Shape">One entry per axis; unknown where nothing follows and the model's own statement stands.</param>
public sealed record InferredShape(string Output, EquatableArray<Dimension> Shape);
