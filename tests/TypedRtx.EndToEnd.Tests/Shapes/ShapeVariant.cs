using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>A conformance model in one of the ways in which it says less of its shapes, with what it is run on.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Way">The way.</param>
/// <param name="Model">The model.</param>
/// <param name="Inputs">A value for each of its inputs.</param>
/// <param name="Outputs">The right shape of each output; null where it is no tensor.</param>
internal sealed record ShapeVariant(string Name, string Way, ModelProto Model, TestValue[] Inputs, long[]?[] Outputs)
{
    /// <summary>The way in which all that shapes follow from stands in the model.</summary>
    public const string Folded = "integers folded";

    /// <summary>Every way of a case, for each of its data sets.</summary>
    /// <exception cref="InvalidDataException">A test vector cannot be read.</exception>
    public static IEnumerable<ShapeVariant> Of(ModelCase model)
    {
        ModelProto given = ModelProto.Parser.ParseFrom(File.ReadAllBytes(model.ModelPath));
        InferredModel inferred = InferredModel.Read(given);
        ModelProto hidden = ModelRewrite.HideShapes(given);
        foreach (string dataSet in model.DataSets)
        {
            TestValue[] inputs = [.. ModelCase.Inputs(dataSet).Zip(inferred.Signature.Inputs, (path, input) => ValueFile.Read(path, input.Type))];
            long[]?[] outputs =
            [
                .. ModelCase.Outputs(dataSet).Zip(inferred.Signature.Outputs, (path, output) => ValueFile.Read(path, output.Type)).Select(ShapeOf),
            ];
            (ModelProto folded, TestValue[] kept) = ModelRewrite.FoldIntegers(hidden, inputs);
            string place = Path.GetFileName(dataSet) == "test_data_set_0" ? model.Name : $"{model.Name}/{Path.GetFileName(dataSet)}";
            yield return new ShapeVariant(place, "as it is", hidden, inputs, outputs);
            yield return new ShapeVariant(place, "free inputs", ModelRewrite.FreeInputs(hidden, inputs), inputs, outputs);
            yield return new ShapeVariant(place, Folded, folded, kept, outputs);
            yield return new ShapeVariant(place, "integers folded, free inputs", ModelRewrite.FreeInputs(folded, kept), kept, outputs);
        }
    }

    /// <summary>The shape of a tensor; null for what is none.</summary>
    public static long[]? ShapeOf(TestValue? value) => value is TestTensor tensor ? tensor.Dimensions : null;
}
