using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TypedRtx.TestKit;

/// <summary>One run of a generator and what came of it.</summary>
public sealed class GeneratorRun
{
    private readonly GeneratorHarness _harness;
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorHarness harness, GeneratorDriver driver, Compilation input)
    {
        _harness = harness;
        Input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        Sources = Result.GeneratedSources.IsDefault
            ? []
            : [.. Result.GeneratedSources
                .Select(source => KeyValuePair.Create(source.HintName, source.SourceText.ToString()))
                .OrderBy(source => source.Key, StringComparer.Ordinal)];
    }

    /// <summary>The compilation that the generator saw.</summary>
    public Compilation Input { get; }

    /// <summary>The compilation with the generated sources.</summary>
    public Compilation Output { get; }

    /// <summary>Roslyn's own result.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated sources by hint name, in ordinal order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Sources { get; }

    /// <summary>The diagnostics of the generator.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The diagnostics as <c>id severity file message</c>, in ordinal order.</summary>
    public IReadOnlyList<string> DiagnosticLines => [.. Diagnostics.Select(Describe).Order(StringComparer.Ordinal)];

    /// <summary>The text of a generated source.</summary>
    /// <exception cref="KeyNotFoundException">There is none with that hint name.</exception>
    public string SourceOf(string hintName)
    {
        foreach ((string name, string text) in Sources)
        {
            if (name == hintName)
            {
                return text;
            }
        }

        string names = string.Join(", ", Sources.Select(source => source.Key));
        throw new KeyNotFoundException(
            $"No source '{hintName}'. Sources: {names}. Diagnostics: {string.Join("; ", DiagnosticLines)}");
    }

    /// <summary>Why each output of a tracked step has its value, in the order of the step's outputs.</summary>
    /// <exception cref="KeyNotFoundException">No step has that tracking name.</exception>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string trackingName) =>
        Result.TrackedSteps.TryGetValue(trackingName, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)]
            : throw new KeyNotFoundException(
                $"No step '{trackingName}'. Steps: "
                + $"{string.Join(", ", Result.TrackedSteps.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>The values of a tracked step.</summary>
    public IReadOnlyList<object> ValuesOf(string trackingName) =>
        [.. Result.TrackedSteps[trackingName].SelectMany(step => step.Outputs).Select(output => output.Value)];

    /// <summary>Why each source or diagnostics output has its value; removed ones included.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
    [
        .. Result.TrackedOutputSteps.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Select(output => output.Reason),
    ];

    /// <summary>Runs the same driver again after an edit, and checks that run.</summary>
    public GeneratorRun Then(Func<GeneratorHarness, GeneratorHarness> edit, HarnessChecks checks = HarnessChecks.All)
    {
        GeneratorHarness after = edit(_harness);
        GeneratorDriver driver = HarnessCompilation.Update(_driver, _harness, after);
        return new GeneratorRun(after, driver, HarnessCompilation.Create(after, Input)).Check(checks);
    }

    /// <summary>Runs the same driver again on a clone of the compilation.</summary>
    public GeneratorRun Again() => new(_harness, _driver, Input.Clone());

    /// <summary>Runs the same driver again with every source, file and option replaced by an equal one.</summary>
    public GeneratorRun AgainWithEqualInputs()
    {
        GeneratorHarness copy = _harness.Copy();
        GeneratorDriver driver = HarnessCompilation.Update(_driver, _harness, copy);
        return new GeneratorRun(copy, driver, HarnessCompilation.Create(copy));
    }

    internal static GeneratorRun First(GeneratorHarness harness, HarnessChecks checks) =>
        new GeneratorRun(harness, HarnessCompilation.CreateDriver(harness), HarnessCompilation.Create(harness))
            .Check(checks);

    private GeneratorRun Check(HarnessChecks checks)
    {
        if (checks.HasFlag(HarnessChecks.DoesNotThrow))
        {
            GeneratorAssert.DidNotThrow(this);
        }

        if (checks.HasFlag(HarnessChecks.Compiles))
        {
            GeneratorAssert.Compiles(this);
        }

        if (checks.HasFlag(HarnessChecks.HoldsNoRoslynObjects))
        {
            GeneratorAssert.HoldsNoRoslynObjects(this, _harness.InputSteps);
        }

        if (checks.HasFlag(HarnessChecks.Caches))
        {
            GeneratorAssert.IsCached(Again(), []);
        }

        if (checks.HasFlag(HarnessChecks.ComparesByValue))
        {
            GeneratorAssert.IsCached(AgainWithEqualInputs(), _harness.InputSteps);
        }

        return this;
    }

    private static string Describe(Diagnostic diagnostic)
    {
        string path = diagnostic.Location.GetLineSpan().Path ?? "";
        string file = path.Length == 0 ? "-" : path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return $"{diagnostic.Id} {diagnostic.Severity} {file} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
