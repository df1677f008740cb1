namespace TypedRtx.Generators.Tests.Emit;

public sealed class NamingSnapshotTests
{
    [Fact]
    public void Model_named_like_a_keyword_compiles() =>
        Verify("class.onnx", """input "class" float32[class]""", """output "event" float32[class]""");

    [Fact]
    public void Names_that_start_with_digits_compile() =>
        Verify("1x1.onnx", """input "963" float32["1", 3]""", """output "27" float32["1"]""");

    [Fact]
    public void Names_with_dots_and_colons_compile() => Verify(
        "input.1.onnx", """input "input.1" float32[N]""", """output "x:0" float32[N]""", """output "x:1" float32[N]""");

    [Fact]
    public void Names_equal_after_cleaning_compile() =>
        Verify("a.b.onnx", """input "a.b" float32[N]""", """input "a_b" int64[N]""", """output "A.B" float32[N]""");

    [Fact]
    public void Names_beyond_ASCII_compile() =>
        Verify(
            "größe.onnx",
            """input "输入" float32["数量"]""",
            """output "ışık" float32["数量"]""",
            """output "™" float32[]""");

    [Fact]
    public void Names_of_generated_members_compile() => Verify(
        "outputs.onnx",
        """input "run" float32[dispose]""",
        """input "equals" float32[dims]""",
        """output "dispose" float32[dispose]""",
        """output "to_owned" float32[dims]""");

    [Fact]
    public void Names_of_locals_and_fixed_parameters_compile() => Verify(
        "locals.onnx",
        """input "symbols" float32[run]""",
        """input "symbol_binder" float32[run_scope]""",
        """input "lease" float32[options]""",
        """input "cancellation_token" float32[lease]""",
        """output "model" float32[run]""");

    [Fact]
    public void Symbol_named_like_an_input_takes_its_role() => Verify(
        "roles.onnx",
        """input "batch" float32[batch, Width]""",
        """input "width" int64[batch]""",
        """output "y" float32[batch]""");

    [Fact]
    public void Input_and_output_of_one_name_stand_apart_in_a_binding() =>
        Verify("cell.onnx", """input "h" float32[1]""", """input "x" float32[2]""", """output "H" float32[1]""");

    [Fact]
    public void Names_that_look_alike_are_kept_apart() =>
        Verify("looks.onnx", "input \"coc\u043D\u0430\" float32[1]", """output "сосна" float32[1]""");

    private static void Verify(string file, params string[] lines)
    {
        string caller = TestContext.Current.TestMethod!.MethodName;
        SnapshotVerifier.Verify(Harness.Project.WithSignature(file, lines).Run(), callerMemberName: caller);
    }
}
