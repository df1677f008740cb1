namespace TypedRtx.Generators.Tests.Emit;

public sealed class FeatureSnapshotTests
{
    private const string BackendSource = """
        using System;
        using System.Threading;
        using TypedRtx;
        using TypedRtx.Backends;

        namespace Vendor
        {
            internal sealed class FirstBackend : Backend { }

            internal sealed class SecondBackend : Backend { }

            internal abstract class Backend : IInferenceBackend
            {
                public string Name => "";
                public int Priority => 0;
                public bool Serves(TypedRtx.Backend choice) => false;
                public BackendVerdict Verdict(BackendRequest request) => throw new NotSupportedException();
                public BackendArtefact Prepare(
                    BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken) =>
                    throw new NotSupportedException();
                public IInferenceSession Open(
                    BackendArtefact artefact,
                    BackendRequest request,
                    ReadOnlySpan<int> symbols,
                    CancellationToken cancellationToken) =>
                    throw new NotSupportedException();
            }
        }
        """;

    private static readonly string[] Bert =
    [
        """input "input_ids" int64[batch, sequence]""",
        """input "attention_mask" int64[batch, sequence]""",
        """input "scale" float32[]""",
        """input "bias" float32[sequence] optional""",
        """output "last_hidden_state" float32[batch, sequence, 768]""",
        """output "score" float32[]""",
        """output "label" string[batch]""",
    ];

    [Fact]
    public void Class_has_every_form_of_run() => Verify(Harness.Project.WithSignature("bert.onnx", Bert));

    [Theory]
    [InlineData("Acme.Models", "Encoder", "public", "Embed")]
    [InlineData("@", "@", "", "External")]
    [InlineData("Acme.Models", "bert", "internal", "Copy")]
    public void Class_follows_item_metadata(string ns, string className, string accessibility, string delivery)
    {
        // The at sign stands for metadata that is not set, as an empty string does in MSBuild.
        GeneratorRun run = Harness.Project
            .WithProperty("RootNamespace", "Acme")
            .WithModel(
                "bert.onnx",
                Harness.SignatureOf("""input "x" float32[1]""", """output "y" float32[1]"""),
                ("TypedRtxPath", "models/bert.onnx"),
                ("TypedRtxNamespace", ns.Trim('@')),
                ("TypedRtxClassName", className.Trim('@')),
                ("TypedRtxAccessibility", accessibility),
                ("TypedRtxDelivery", delivery))
            .Run();

        SnapshotVerifier.Verify(run, delivery);
    }

    [Fact]
    public void Every_element_type_has_its_form()
    {
        string[] types =
        [
            "float32", "float64", "float16", "bfloat16", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
            "uint64", "bool", "string", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "float8e8m0",
            "complex64", "complex128", "uint4", "int4", "float4e2m1", "uint2", "int2",
        ];
        Verify(Harness.Project.WithSignature(
            "types.onnx",
            [
                .. types.Select(type => $"""input "{type}_in" {type}[2]"""),
                .. types.Select(type => $"""input "{type}_scalar" {type}[]"""),
                .. types.Select(type => $"""input "{type}_option" {type}[] optional"""),
                .. types.Select(type => $"""output "{type}_out" {type}[2]"""),
            ]));
    }

    [Fact]
    public void Shapes_of_every_kind_have_their_form() => Verify(Harness.Project.WithSignature(
        "axes.onnx",
        """input "past" float32[batch, past_sequence_length]""",
        """input "mask" float32[batch, past_sequence_length + sequence_length]""",
        """input "anonymous" float32[?, 3]""",
        """input "anonymous_again" float32[unk__12, unk__13]""",
        """output "opaque" float32[(height / 2) + 1]"""));

    [Fact]
    public void Input_of_unknown_rank_leaves_no_binding() => Verify(Harness.Project.WithSignature(
        "anything.onnx", """input "x" float32[..]""", """input "n" float32[N]""", """output "y" float32[..]"""));

    [Fact]
    public void Model_without_inputs_or_symbols_runs() =>
        Verify(Harness.Project.WithSignature("constant.onnx", """output "y" float32[3]"""));

    [Fact]
    public void Model_of_optional_inputs_alone_runs() => Verify(Harness.Project.WithSignature(
        "optional.onnx",
        """input "x" float32[N] optional""",
        """input "s" string[] optional""",
        """output "y" float32[N]"""));

    [Fact]
    public void What_has_no_form_is_left_out() => Verify(Harness.Project.WithSignature(
        "mixed.onnx",
        """input "x" float32[N]""",
        """input "w" sparse(float32[N]) optional""",
        """output "label" int64[N]""",
        """output "probabilities" sparse(float32[N])"""));

    [Fact]
    public void Values_of_every_kind_have_their_form() => Verify(Harness.Project.WithSignature(
        "values.onnx",
        """input "x" float32[N]""",
        """input "maybe" optional(float32[N])""",
        """input "items" seq(float32[N, ?])""",
        """input "options" optional(seq(string[..]))""",
        """input "features" map(string, float32[])""",
        """input "rows" seq(map(int64, string[]))""",
        """output "items" seq(float32[..])""",
        """output "label" string[N]""",
        """output "probabilities" seq(map(string, float32[]))""",
        """output "first" map(int64, float64[])""",
        """output "found" optional(int64[])""",
        """output "parts" optional(seq(float16[2]))"""));

    [Fact]
    public void Names_with_a_number_are_one_member() => Verify(Harness.Project.WithSignature(
        "decoder.onnx",
        """input "class" int64[batch]""",
        """input "past.1.value" float16[batch, past, 8]""",
        """input "past.0.value" float16[batch, past, 8]""",
        """input "text/0" string[batch]""",
        """input "text/1" string[batch]""",
        """output "past.0.value" float16[batch, past, 8]""",
        """output "past.1.value" float16[batch, past, 8]"""));

    [Fact]
    public void Device_binding_has_what_devices_hold() => Verify(Harness.Project.WithSignature(
        "layers.onnx",
        """input "weights" int4[n, 2]""",
        """input "y" bool[]""",
        """input "past.0" float16[batch, past]""",
        """input "past.1" float16[batch, past]""",
        """input "prompt" string[batch] optional""",
        """output "y" uint2[n]""",
        """output "found" float8e4m3fn[?]""",
        """output "present.0" complex128[batch]""",
        """output "present.1" complex128[batch]""",
        """output "label" string[batch]""",
        """output "parts" seq(float32[..])"""));

    [Fact]
    public void State_of_every_kind_compiles() => Verify(Harness.Project.WithSignature(
        "keeper.onnx",
        """input "x" string[batch, step]""",
        """input "bits" int4[batch]""",
        """input "bias" float32[bias_length] optional""",
        """input "CAPACITY" float32[CAPACITY]""",
        """input "state" float32[batch, CAPACITY]""",
        """input "cache_len" int64[]""",
        """input "past.0" float16[batch, past]""",
        """input "past.1" float16[batch, past]""",
        """input "total_length" int64[]""",
        """output "complete" float32[batch]""",
        """output "length" string[batch]""",
        """output "state_out" float32[batch, CAPACITY]""",
        """output "new_cache_len" int64[]""",
        """output "present.0" float16[batch, past + step]""",
        """output "present.1" float16[batch, past + step]""",
        """output "parts" seq(float32[..])"""));

    [Fact]
    public void Model_of_values_alone_runs() => Verify(Harness.Project.WithSignature(
        "items.onnx", """input "items" seq(int64[n])""", """output "count" int64[]"""));

    [Fact]
    public void Required_input_without_a_form_leaves_the_signature_alone() =>
        Verify(Harness.Project.WithSignature("sparse.onnx", """input "x" sparse(float32[N])""", """output "y" float32[N]"""));

    [Fact]
    public void Backends_are_registered() => Verify(Harness.Project
        .WithSource(BackendSource)
        .WithProperty("RootNamespace", "my-app.class")
        .WithProperty("TypedRtxBackends", "Vendor.SecondBackend|Vendor.FirstBackend|Vendor.FirstBackend"));

    private static void Verify(GeneratorHarness harness)
    {
        string caller = TestContext.Current.TestMethod!.MethodName;
        SnapshotVerifier.Verify(harness.Run(), callerMemberName: caller);
    }
}
