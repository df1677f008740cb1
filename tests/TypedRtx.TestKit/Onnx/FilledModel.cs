using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;
using DataLocation = TypedRtx.TestKit.Onnx.TensorProto.Types.DataLocation;

namespace TypedRtx.TestKit;

/// <summary>
/// Gives a model whose weights were stripped weights again: a copy of the model with a data file beside it. What it then
/// computes means nothing, but it is finite, and the same for the same seed.
/// </summary>
public static class FilledModel
{
    /// <summary>Writes the copy to a folder and gives the path of the model.</summary>
    /// <param name="path">The model. Its external data need not exist and is not read.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="seed">What the weights follow from.</param>
    /// <remarks>
    /// Floating-point matrices are spread evenly around 0 with the variance 1 / (last dimension), vectors are 0.5, and
    /// integers are 0. Constants that lost their values inside of the model are filled too.
    /// </remarks>
    public static string Fill(string path, string folder, int seed = 0)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        string target = Path.Combine(folder, Path.GetFileName(path));
        WeightFile weights = new(Path.GetFileName(target) + ".data", seed);
        foreach (TensorProto tensor in model.Graph.Tensors().Concat(model.Functions.SelectMany(function => function.Node.Tensors())))
        {
            if (tensor.DataLocation == DataLocation.External)
            {
                weights.Add(tensor);
            }
            else if (HasLostItsValues(tensor))
            {
                tensor.RawData = ByteString.CopyFrom(WeightFile.ValuesOf(tensor, seed));
            }
        }

        weights.Write(folder);
        File.WriteAllBytes(target, model.ToByteArray());
        return target;
    }

    /// <summary>
    /// Writes a copy that holds its weights itself, all of them different, as large as the trained model was: for what depends on how
    /// much is read. Gives the path of the model.
    /// </summary>
    /// <param name="path">The model. Its external data need not exist and is not read.</param>
    /// <param name="folder">An existing folder.</param>
    public static string FillWhole(string path, string folder)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        int seed = 0;
        foreach (TensorProto tensor in model.Graph.Tensors().Concat(model.Functions.SelectMany(function => function.Node.Tensors())))
        {
            if (tensor.DataLocation == DataLocation.External || HasLostItsValues(tensor))
            {
                tensor.RawData = UnsafeByteOperations.UnsafeWrap(WeightFile.ValuesOf(tensor, ++seed));
                tensor.DataLocation = DataLocation.Default;
                tensor.ExternalData.Clear();
            }
        }

        string target = Path.Combine(folder, Path.GetFileName(path));
        using FileStream file = File.Create(target);
        model.WriteTo(file);
        return target;
    }

    private static bool HasLostItsValues(TensorProto tensor) =>
        tensor.Dims.All(length => length > 0)
        && tensor.RawData.IsEmpty
        && (ElementType)tensor.DataType != ElementType.String
        && tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count + tensor.Uint64Data.Count == 0;
}
