extern alias Generators;

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedRtx.OnnxRuntime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using ModelGenerator = Generators::TypedRtx.Generators.ModelGenerator;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>A project with models, compiled with the generator in memory and loaded, its backend registered.</summary>
internal sealed class GeneratedProject : IDisposable
{
    /// <summary>The namespace of the classes.</summary>
    public const string Namespace = "Generated";

    private readonly CompiledModel _assembly;
    private readonly Dictionary<string, ModelDriver> _drivers = new(StringComparer.Ordinal);

    private GeneratedProject(GeneratorRun run, IEnumerable<GeneratedModel> models)
    {
        Diagnostics = run.DiagnosticLines;
        Dictionary<string, DriverSource> sources = models
            .ToDictionary(model => model.ClassName, model => DriverSource.Find(run.Output, model), StringComparer.Ordinal);
        ParseOptions options = run.Output.SyntaxTrees.First().Options;
        _assembly = CompiledModel.Load(run.Output.AddSyntaxTrees(sources.Values
            .Where(source => source.IsUsable)
            .Select(source => CSharpSyntaxTree.ParseText(source.Write(), (CSharpParseOptions)options))));
        foreach ((string name, DriverSource source) in sources)
        {
            _drivers.Add(name, new ModelDriver(_assembly, source));
        }
    }

    /// <summary>What the generator reported.</summary>
    public IReadOnlyList<string> Diagnostics { get; }

    /// <summary>A harness with the references of a program that uses the package.</summary>
    public static GeneratorHarness Harness { get; } = new GeneratorHarness(new ModelGenerator())
        .WithReferencesTo(
            typeof(TypedModel),
            typeof(OnnxRuntimeBackend),
            typeof(ModelSignature),
            typeof(TestTensor),
            typeof(TensorBridge),
            typeof(System.Numerics.Tensors.Tensor<>),
            typeof(Microsoft.Extensions.Logging.ILogger))
        .WithProperty("RootNamespace", Namespace)
        .WithProperty("TypedRtxSignaturePass", "true")
        .WithProperty("TypedRtxBackends", typeof(OnnxRuntimeBackend).FullName!)
        .WithSource("namespace Generated;\n");

    /// <summary>Compiles models, with a driver for each, and any sources besides.</summary>
    /// <param name="models">The models.</param>
    /// <param name="sources">C# that uses the classes.</param>
    public static GeneratedProject Compile(IReadOnlyCollection<GeneratedModel> models, params string[] sources)
    {
        GeneratorHarness harness = models.Aggregate(Harness, (project, model) => project.WithFile(
            $"obj/onnx/{model.ClassName}.onnxsig",
            model.Signature.ToString(),
            ("TypedRtxFile", model.ClassName + ".onnx"),
            // A path from the root counts as it is, so Load finds the model where the test wrote it.
            ("TypedRtxPath", model.Path),
            ("TypedRtxClassName", model.ClassName)));
        for (int i = 0; i < sources.Length; i++)
        {
            harness = harness.WithSource(sources[i], $"Use{i}.cs");
        }

        return new GeneratedProject(harness.Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow), models);
    }

    /// <summary>The driver of a class.</summary>
    public ModelDriver Driver(string className) => _drivers[className];

    /// <summary>Calls a static method of the sources that came with the models.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public object? Call(string type, string method, params object?[] arguments) =>
        _assembly.Call($"{Namespace}.{type}", method, arguments);

    /// <inheritdoc />
    public void Dispose() => _assembly.Dispose();
}
