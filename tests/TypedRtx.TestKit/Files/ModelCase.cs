namespace TypedRtx.TestKit;

/// <summary>A model with test vectors beside it.</summary>
/// <param name="Name">The name of its folder, after that of its suite where there is one: <c>node/test_abs</c>.</param>
/// <param name="ModelPath">The full path of the <c>.onnx</c> file.</param>
public sealed record ModelCase(string Name, string ModelPath)
{
    /// <summary>The full paths of the <c>test_data_set_*</c> folders, in order.</summary>
    public IReadOnlyList<string> DataSets { get; } = FindDataSets(Path.GetDirectoryName(ModelPath)!);

    /// <summary>The input files of a data set, in the order of the model's inputs.</summary>
    public static IReadOnlyList<string> Inputs(string dataSet) => FindVectors(dataSet, "input_");

    /// <summary>The output files of a data set, in the order of the model's outputs.</summary>
    public static IReadOnlyList<string> Outputs(string dataSet) => FindVectors(dataSet, "output_");

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string[] FindDataSets(string folder) =>
        InOrder(Directory.GetDirectories(folder, "test_data_set_*"));

    private static string[] FindVectors(string dataSet, string prefix) =>
        InOrder(Directory.GetFiles(dataSet, prefix + "*.pb"));

    // By number, since input_10 comes after input_9.
    private static string[] InOrder(string[] paths) =>
        [.. paths.OrderBy(NumberOf).ThenBy(path => path, StringComparer.Ordinal)];

    private static int NumberOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return int.TryParse(name[(name.LastIndexOf('_') + 1)..], out int number) ? number : int.MaxValue;
    }
}
