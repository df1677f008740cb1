using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>One case of the ONNX project's tests: what the bare C API makes of it, and what the generated class does.</summary>
internal sealed class ConformanceCase
{
    private readonly ModelCase _case;
    private List<(TestValue?[] Inputs, TestValue[] Expected)> _dataSets = [];

    public ConformanceCase(ModelCase model, int number)
    {
        _case = model;
        try
        {
            Model = GeneratedModel.Read($"Case{number}_{Path.GetFileName(model.Name)}", model.ModelPath);
            _dataSets = [.. model.DataSets.Select(Read)];
        }
        catch (OnnxFormatException error)
        {
            Verdict = new ConformanceVerdict(ConformanceObstacle.Reader, error.Message);
        }
        catch (InvalidDataException error)
        {
            Verdict = new ConformanceVerdict(ConformanceObstacle.Vectors, error.Message);
        }

        if (Verdict is null && !FitsVectors())
        {
            Verdict = new ConformanceVerdict(ConformanceObstacle.Vectors, "the vectors are not one per input and output");
        }
    }

    /// <summary>The name, with its suite.</summary>
    public string Name => _case.Name;

    /// <summary>The model; null when our reader refuses it.</summary>
    public GeneratedModel? Model { get; }

    /// <summary>Why the case cannot pass; null while it can.</summary>
    public ConformanceVerdict? Verdict { get; private set; }

    /// <summary>Runs the bare C API; false, with the verdict, when it does not pass.</summary>
    public bool PassesRaw()
    {
        try
        {
            using RawModel raw = new(_case.ModelPath, Model!.Signature);
            foreach ((TestValue?[] inputs, TestValue[] expected) in _dataSets)
            {
                TestValue[] actual = raw.Run(inputs);
                if (FirstDifference(expected, actual) is { } difference)
                {
                    Verdict = new ConformanceVerdict(ConformanceObstacle.Differs, difference);
                    return false;
                }
            }

            return true;
        }
        catch (RawException error)
        {
            Verdict = new ConformanceVerdict(ConformanceObstacle.Refused, error.Message);
            return false;
        }
    }

    /// <summary>Runs the generated class; null when every output that it offers is right.</summary>
    public async Task<string?> Judge(ModelDriver driver)
    {
        if (!driver.IsUsable)
        {
            string untyped = Untyped(Model!.Signature.Inputs.Where(input => !input.IsOptional));
            Verdict = new ConformanceVerdict(
                ConformanceObstacle.Untyped,
                untyped.Length > 0 ? $"a required input is {untyped}" : $"every output is {Untyped(Model.Signature.Outputs)}");
            return null;
        }

        try
        {
            using IDisposable loaded = driver.Load(_case.ModelPath);
            foreach ((TestValue?[] inputs, TestValue[] expected) in _dataSets)
            {
                // The second run writes outputs in place whose shapes the first one found.
                TestValue?[] first = driver.RunValues(loaded, inputs);
                TestValue?[] second = driver.RunValues(loaded, inputs);
                TestValue?[] background = await driver.RunValuesAsync(loaded, inputs);
                TestValue?[]? bound = driver.RunValuesBound(loaded, inputs);
                if (first.Contains(null))
                {
                    Verdict = new ConformanceVerdict(
                        ConformanceObstacle.Untyped, $"an output is {Untyped(Model!.Signature.Outputs)}; the others are compared");
                }

                TestValue[] typed = Typed(expected);
                string? difference = FirstDifference(typed, first) ?? FirstDifference(typed, second)
                    ?? FirstDifference(typed, background) ?? (bound is null ? null : FirstDifference(typed, bound));
                if (difference is not null)
                {
                    return $"{Name}: {difference}";
                }
            }

            return null;
        }
        catch (Exception error) when (error is TypedRtxException or ArgumentException or InvalidOperationException)
        {
            return $"{Name}: {error.GetType().Name}: {error.Message}";
        }
    }

    private (TestValue?[] Inputs, TestValue[] Expected) Read(string dataSet)
    {
        EquatableArray<ValueSignature> inputs = Model!.Signature.Inputs;
        TestValue[] given = Read(ModelCase.Inputs(dataSet), inputs);

        // Old models list what has a default among their inputs, behind the others, and have no vectors for it.
        IEnumerable<TestValue?> defaults = inputs.Skip(given.Length).TakeWhile(input => input.IsOptional).Select(_ => (TestValue?)null);
        return ([.. given, .. defaults], Read(ModelCase.Outputs(dataSet), Model.Signature.Outputs));
    }

    // A file too many is read as a tensor; that the vectors do not fit is said elsewhere.
    private static TestValue[] Read(IReadOnlyList<string> paths, EquatableArray<ValueSignature> values) =>
    [
        .. paths.Select((path, i) => i < values.Count ? ValueFile.Read(path, values[i].Type) : TensorFile.Read(path)),
    ];

    // What the class gives instead, where C# has no scalar to hold.
    private TestValue[] Typed(TestValue[] expected) =>
        [.. expected.Select((value, i) => Model!.Signature.Outputs[i].Type is TensorType ? value : ValueBridge.WithoutScalars(value))];

    private static string? FirstDifference(TestValue[] expected, IReadOnlyList<TestValue?> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (actual[i] is { } value && ToleranceComparer.Conformance.FindDifference(expected[i], value) is { } difference)
            {
                return $"output {i}: {difference}";
            }
        }

        return null;
    }

    private static string Untyped(IEnumerable<ValueSignature> values) => string.Join(" and ", values
        .Select(value => value.Type)
        .Where(type => type is not TensorType tensor || ElementForms.Contains(tensor.Element) is false)
        .Select(type => type is TensorType tensor ? ElementTypes.NameOf(tensor.Element) : $"no tensor ({type})")
        .Distinct(StringComparer.Ordinal));

    private static readonly ElementType[] ElementForms =
    [
        ElementType.Float32, ElementType.Float64, ElementType.Float16, ElementType.BFloat16, ElementType.Int8, ElementType.UInt8,
        ElementType.Int16, ElementType.UInt16, ElementType.Int32, ElementType.UInt32, ElementType.Int64, ElementType.UInt64,
        ElementType.Bool, ElementType.String, ElementType.Complex64, ElementType.Complex128, ElementType.Float8E4M3FN,
        ElementType.Float8E4M3FNUZ, ElementType.Float8E5M2, ElementType.Float8E5M2FNUZ, ElementType.Float8E8M0,
        ElementType.UInt4, ElementType.Int4, ElementType.Float4E2M1, ElementType.UInt2, ElementType.Int2,
    ];

    private bool FitsVectors() => _dataSets.TrueForAll(set =>
        set.Inputs.Length == Model!.Signature.Inputs.Count && set.Expected.Length == Model.Signature.Outputs.Count);
}
