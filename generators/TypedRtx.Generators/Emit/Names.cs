using TypedRtx.Generators.Planning;
using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Emit;

/// <summary>Names and types as they are written in code.</summary>
internal static class Names
{
    public const string ModelOptions = "global::TypedRtx.ModelOptions";
    public const string OutputLease = "global::TypedRtx.Runtime.OutputLease";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string TensorShape = "global::TypedRtx.TensorShape";

    public static string Class(ModelSpec model) => ParameterName.Escape(model.ClassName);

    public static string Parameter(TensorSpec tensor) => ParameterName.Escape(tensor.Parameter);

    public static string Parameter(SymbolSpec symbol) => ParameterName.Escape(symbol.Parameter);

    public static string Member(TensorSpec tensor) => ParameterName.Escape(tensor.Member);

    public static string BindingMember(TensorSpec tensor) => ParameterName.Escape(tensor.BindingMember);

    public static string Member(SymbolSpec symbol) => ParameterName.Escape(symbol.Member);

    public static string Element(TensorSpec tensor) => ElementForms.CSharpOf(tensor.Element)!;

    /// <summary>What the names of types and methods for elements of less than a byte have in them.</summary>
    public static string Packed(TensorSpec tensor) => IsPacked(tensor) ? "Packed" : "";

    public static bool IsPacked(TensorSpec tensor) => ElementForms.IsPacked(tensor.Element);

    /// <summary>What a run borrows.</summary>
    public static string Borrowed(TensorSpec tensor) =>
        tensor.IsFamily ? $"global::System.ReadOnlySpan<{Tensor(tensor)}>" : View(tensor);

    /// <summary>What outlives a run.</summary>
    public static string Owned(TensorSpec tensor) => tensor.IsFamily ? Tensor(tensor) + "[]" : Tensor(tensor);

    public static string View(TensorSpec tensor) => $"global::TypedRtx.{Packed(tensor)}TensorView<{Element(tensor)}>";

    /// <summary>What is copied by a run on another thread.</summary>
    public static string Memory(TensorSpec tensor) =>
        IsPacked(tensor) || tensor.IsFamily ? Owned(tensor) : $"global::System.ReadOnlyMemory<{Element(tensor)}>";

    public static string Tensor(TensorSpec tensor) => IsPacked(tensor)
        ? $"global::TypedRtx.PackedTensor<{Element(tensor)}>"
        : $"global::System.Numerics.Tensors.Tensor<{Element(tensor)}>";

    /// <summary>Several tensors, each in place where it is asked for.</summary>
    public static string Family(TensorSpec tensor) => $"global::TypedRtx.TensorFamily<{Element(tensor)}>";

    /// <summary>The indexes of a tensor in the signature: a number, or the list that <see cref="FamiliesEmitter"/> writes.</summary>
    public static string Index(TensorSpec tensor) =>
        tensor.IsFamily ? $"Families.{BindingMember(tensor)}" : RunSteps.Number(tensor.Index);

    /// <summary>The attribute that ties a member to its ONNX tensor.</summary>
    public static string Attribute(TensorSpec tensor) =>
        $"[global::TypedRtx.OnnxTensor({Literal.Of(tensor.Name)}, {Literal.Of(tensor.TypeOverSymbols)})]";
}
