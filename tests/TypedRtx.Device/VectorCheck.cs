namespace TypedRtx.Device;

/// <summary>Models against their test vectors, in every strategy, with tensors on the host and on the device.</summary>
internal static class VectorCheck
{
    private const double Tolerance = 2e-3;
    private const int Runs = 4;

    private static readonly Dictionary<string, string> Ranges = new(StringComparer.Ordinal)
    {
        ["batch"] = "1..4..64", ["sequence"] = "1..64..256", ["height"] = "4..28..96", ["width"] = "4..28..96",
        ["batch_size"] = "1..1..32", ["past_sequence_length"] = "0..64..256", ["sequence_length"] = "1..16..256",
    };

    public static bool Run(string models, string library)
    {
        bool isRight = true;
        foreach (string path in Directory.GetFiles(models, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] sets = [.. Directory.GetDirectories(Path.GetDirectoryName(path)!, "test_data_set_*").Order(StringComparer.Ordinal)];
            foreach (string strategy in Setup.Strategies.Select(known => known.Name))
            {
                isRight &= Run(path, sets, Setup.Options(library, strategy, "/tmp/typedrtx-cache"), strategy);
            }
        }

        return isRight;
    }

    private static bool Run(string path, string[] sets, ModelOptions options, string strategy)
    {
        GenericModel model = GenericModel.Load(GenericModel.Describe(path, ProfileOf(path)), options);
        using (model)
        {
            double worst = 0;
            foreach (string set in sets)
            {
                TensorProtoFile[] inputs = Read(set, "input_");
                TensorProtoFile[] outputs = Read(set, "output_");
                int[] dims = DimsOf(model, inputs);
                using GenericBinding host = model.Bind(dims);
                using GenericDeviceBinding device = model.BindDevice(dims);
                for (int i = 0; i < inputs.Length; i++)
                {
                    Bytes.Fill(model, host, i, inputs[i].Bytes);
                    Bytes.Fill(model, device, i, inputs[i].Bytes);
                }

                for (int run = 0; run < Runs; run++)
                {
                    host.Run();
                    device.Run();
                    for (int i = 0; i < outputs.Length; i++)
                    {
                        worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, host, i)));
                        worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, device, i)));
                    }
                }
            }

            Console.WriteLine($"vectors {model.Descriptor.Name} {strategy}: {sets.Length} sets, largest difference {worst:E2} of the largest value");
            return worst <= Tolerance;
        }
    }

    private static string? ProfileOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        Signatures.ShapePlan plan = Signatures.ShapePlan.From(Signatures.OnnxModelReader.ReadWithShapes(file).Signature);
        return plan.Symbols.Count == 0 ? null : string.Join(", ", plan.Symbols.Select(symbol => $"{symbol.Name}={Ranges[symbol.Name]}"));
    }

    public static TensorProtoFile[] Read(string set, string prefix) =>
        [.. Enumerable.Range(0, Directory.GetFiles(set, $"{prefix}*.pb").Length).Select(i => TensorProtoFile.Read(Path.Combine(set, $"{prefix}{i}.pb")))];

    public static int[] DimsOf(GenericModel model, TensorProtoFile[] inputs) =>
        [.. model.Descriptor.Plan.Symbols.Select(symbol => inputs[symbol.Input].Shape[symbol.Axis])];
}
