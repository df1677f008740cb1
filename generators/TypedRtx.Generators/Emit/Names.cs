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

    public static string View(TensorSpec tensor) => $"global::TypedRtx.{Packed(tensor)}TensorView<{Element(tensor)}>";

    /// <summary>What is copied by a run on another thread.</summary>
    public static string Memory(TensorSpec tensor) =>
        IsPacked(tensor) ? Tensor(tensor) : $"global::System.ReadOnlyMemory<{Element(tensor)}>";

    public static string Tensor(TensorSpec tensor) => IsPacked(tensor)
        ? $"global::TypedRtx.PackedTensor<{Element(tensor)}>"
        : $"global::System.Numerics.Tensors.Tensor<{Element(tensor)}>";

    /// <summary>The attribute that ties a member to its ONNX tensor.</summary>
    public static string Attribute(TensorSpec tensor) =>
        $"[global::TypedRtx.OnnxTensor({Literal.Of(tensor.Name)}, {Literal.Of(tensor.TypeOverSymbols)})]";
}
