using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Start;

/// <summary>The models whose start is measured, and their lengths.</summary>
internal static class StartCases
{
    private const string Models = "models";

    private static readonly Dictionary<string, (string Symbol, long Length)[]> Architectures = new(StringComparer.Ordinal)
    {
        ["mobilenet_v3_small"] = [("batch", 1)],
        ["resnet50"] = [("batch", 1)],
        ["minilm_sentence"] = [("batch", 1), ("sequence", 64)],
        ["bert_base_dynamo"] = [("batch", 1), ("sequence", 32)],
    };

    /// <summary>All of them; those with made-up weights are written when they are asked for, and kept. Without shared models, they are left out.</summary>
    /// <param name="names">Which ones, in this order; none for all.</param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static IReadOnlyList<MeasuredCase> Of(IReadOnlyList<string> names)
    {
        Dictionary<string, Func<MeasuredCase>> known = new(StringComparer.Ordinal);
        foreach (MeasuredCase trained in MeasuredCase.Trained())
        {
            known.Add(trained.Name, () => trained);
        }

        foreach ((string name, (string, long)[] lengths) in SharedFiles.Root is null ? [] : Architectures)
        {
            known.Add(name, () => new MeasuredCase(Whole(name), lengths));
        }

        return [.. (names.Count == 0 ? [.. known.Keys] : names).Select(name => known.TryGetValue(name, out Func<MeasuredCase>? of)
            ? of()
            : throw new ArgumentException($"Expected one of {string.Join(", ", known.Keys)}, found '{name}'."))];
    }

    /// <summary>Writes what a process has to know and gives the path of the file.</summary>
    public static string WriteJob(MeasuredCase measured, TempFolder folder)
    {
        ModelDescriptor model = MeasuredModel.Describe(measured.Path);
        int[] dims = MeasuredModel.Dims(model, measured.Lengths);
        (string, ElementType, long[])[] inputs =
        [
            .. model.Signature.Inputs.Select((input, i) => (
                input.Name,
                ((TensorType)input.Type).Element,
                model.Plan.Inputs[i]!.Dimensions.Select(dimension => dimension.Evaluate(dims)).ToArray())),
        ];
        StartJob job = new(
            measured.Path,
            RawLibrary.Shared.Path,
            dims,
            measured.Lengths,
            inputs,
            [.. model.Signature.Outputs.Select(output => output.Name)],
            model.Signature.ToString());
        return folder.Write(measured.Name + ".job", job.ToString());
    }

    // Under another name until it is whole.
    private static string Whole(string name)
    {
        string target = Path.Combine(StartProgram.Folder(Models), name + ".onnx");
        if (!File.Exists(target))
        {
            using TempFolder folder = new();
            string source = SharedFiles.Architectures().Single(path => Path.GetFileNameWithoutExtension(path) == name);
            string partial = target + ".partial";
            File.Move(FilledModel.FillWhole(source, folder.Path), partial, overwrite: true);
            File.Move(partial, target);
        }

        return target;
    }
}
