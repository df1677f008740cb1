using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Takes from a model what it says of its own shapes, so that whoever knows them found them out.</summary>
internal static class ModelRewrite
{
    // What the shapes of others may follow from is never longer than that.
    private const int LongestShapeInput = 64;

    /// <summary>Removes the shapes of the outputs and of all values inside, those of subgraphs and functions too.</summary>
    public static ModelProto HideShapes(ModelProto model)
    {
        ModelProto hidden = model.Clone();
        foreach (GraphProto graph in hidden.Graph.Graphs().Concat(hidden.Functions.SelectMany(function => function.Node.Graphs())))
        {
            graph.ValueInfo.Clear();
            foreach (ValueInfoProto value in graph.Output)
            {
                Hide(value.Type);
            }
        }

        foreach (FunctionProto function in hidden.Functions)
        {
            function.ValueInfo.Clear();
        }

        return hidden;
    }

    /// <summary>Gives every axis of a tensor input a symbol of its own: <c>d{input}_{axis}</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The shapes' ranks, where the model does not say; by the order of the inputs that are no weights.</param>
    public static ModelProto FreeInputs(ModelProto model, IReadOnlyList<TestValue?> inputs)
    {
        ModelProto free = model.Clone();
        ValueInfoProto[] own = OwnInputs(free);
        for (int i = 0; i < own.Length; i++)
        {
            if (own[i].Type?.TensorType is { } tensor && i < inputs.Count && inputs[i] is TestTensor { Dimensions.Length: int rank })
            {
                tensor.Shape = new TensorShapeProto();
                tensor.Shape.Dim.AddRange(Enumerable.Range(0, rank)
                    .Select(axis => new TensorShapeProto.Types.Dimension { DimParam = $"d{i}_{axis}" }));
            }
        }

        return free;
    }

    /// <summary>
    /// Makes a constant of every input that shapes could follow from: a short list of integers, or one of them. Gives the
    /// model and the values of the inputs that stay.
    /// </summary>
    public static (ModelProto Model, TestValue[] Inputs) FoldIntegers(ModelProto model, IReadOnlyList<TestValue> inputs)
    {
        ModelProto folded = model.Clone();
        ValueInfoProto[] own = OwnInputs(folded);
        List<TestValue> kept = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            if (i < own.Length && inputs[i] is TestTensor tensor && CanBeOfAShape(tensor))
            {
                folded.Graph.Initializer.Add(TensorFile.ToProto(tensor, own[i].Name));
                folded.Graph.Input.Remove(own[i]);
            }
            else
            {
                kept.Add(inputs[i]);
            }
        }

        return (folded, [.. kept]);
    }

    /// <summary>Makes an output of every value of the main graph, without a type: a runtime infers it, and a reader must be told.</summary>
    public static ModelProto ExposeValues(ModelProto model)
    {
        ModelProto exposed = HideShapes(model);
        HashSet<string> outputs = [.. exposed.Graph.Output.Select(output => output.Name), ""];
        exposed.Graph.Output.AddRange(exposed.Graph.Node
            .SelectMany(node => node.Output)
            .Where(outputs.Add)
            .Select(name => new ValueInfoProto { Name = name }));
        return exposed;
    }

    /// <summary>Says of every output that it is a tensor, and of which type. One without a type is none, and is left out.</summary>
    public static ModelProto WithOutputTypes(ModelProto model, IReadOnlyList<ElementType?> types)
    {
        ModelProto typed = model.Clone();
        typed.Graph.Output.Clear();
        typed.Graph.Output.AddRange(model.Graph.Output.Zip(types)
            .Where(output => output.Second is not null)
            .Select(output => new ValueInfoProto { Name = output.First.Name, Type = OnnxTypes.TensorOfUnknownRank(output.Second!.Value) }));
        return typed;
    }

    // Files of IR version 3 list their weights as inputs too.
    private static ValueInfoProto[] OwnInputs(ModelProto model) =>
        [.. model.Graph.Input.Where(input => model.Graph.Initializer.All(weight => weight.Name != input.Name))];

    private static bool CanBeOfAShape(TestTensor tensor) =>
        tensor is { ElementType: ElementType.Int64 or ElementType.Int32, Dimensions.Length: <= 1, Count: <= LongestShapeInput };

    private static void Hide(TypeProto? type)
    {
        switch (type)
        {
            case { TensorType: { } tensor }:
                tensor.Shape = null;
                break;
            case { SequenceType.ElemType: { } element }:
                Hide(element);
                break;
            case { OptionalType.ElemType: { } element }:
                Hide(element);
                break;
            case { MapType.ValueType: { } element }:
                Hide(element);
                break;
        }
    }
}
