namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class ShapeAnalyzerTests
{
    private static readonly string[] Encoder =
    [
        """input "input_ids" int64[batch, sequence]""",
        """input "attention_mask" int64[batch, sequence]""",
        """output "y" float32[batch, sequence, 768]""",
    ];

    private static readonly string[] Image =
        ["""input "image" float32[batch, 1, height, width]""", """output "y" float32[batch, 10]"""];

    [Fact]
    public void Elements_that_do_not_fit_the_symbols_are_reported() => Expect(
        Encoder,
        "long[] ids = [1, 2, 3, 4, 5];\n"
        + "using var r = bert.Run(inputIds: {|TRTX1002:ids|}, attentionMask: new long[6], batch: 2, sequence: 3);",
        "Bert: input 'input_ids' is given 5 values, but int64[batch, sequence] holds 6 with batch = 2 from the argument batch, "
        + "sequence = 3 from the argument sequence. The call throws TensorShapeException.");

    [Fact]
    public void Elements_that_are_no_multiple_are_reported() => Expect(
        Encoder,
        "using var r = bert.Run(inputIds: {|TRTX1002:new long[5]|}, attentionMask: new long[6], batch: 2);",
        "Bert: input 'input_ids' is given 5 values, but int64[batch, sequence] holds a multiple of 2 with batch = 2 from the "
        + "argument batch. The call throws TensorShapeException.");

    [Fact]
    public void Elements_that_no_symbols_can_make_fit_are_reported() => Expect(
        ["""input "x" float32[batch, sequence, 3]""", """output "y" float32[batch]"""],
        "using var r = bert.Run(x: {|TRTX1002:new float[5]|});",
        "Bert: input 'x' is given 5 values, but float32[batch, sequence, 3] holds a multiple of 3. The call throws TensorShapeException.");

    [Fact]
    public void Inputs_that_share_symbols_and_contradict_are_reported() => Expect(
        Encoder,
        "using var r = bert.Run(inputIds: new long[2, 3], attentionMask: {|TRTX1002:new long[2, 4]|});",
        "Bert: axis 1 of input 'attention_mask' makes sequence 4, but axis 1 of input 'input_ids' makes it 3, and sequence is one "
        + "value across all inputs. The call throws TensorShapeException.");

    [Fact]
    public void Lengths_that_follow_from_one_flat_input_hold_for_the_other() => Expect(
        Encoder, "using var r = bert.Run(inputIds: new long[6], attentionMask: {|TRTX1002:new long[8]|}, batch: 2);");

    [Fact]
    public void Static_axis_of_another_length_is_reported() => Expect(
        Image,
        "using var r = bert.Run(image: {|TRTX1002:new float[1, 3, 28, 28]|});",
        "Bert: axis 1 of input 'image' is 3, but the model fixes it at 1: float32[batch, 1, height, width]. The call throws "
        + "TensorShapeException.");

    [Fact]
    public void Static_axis_of_a_view_with_a_shape_is_reported() => Expect(
        Image,
        "float[] data = new float[12];\n"
        + "using var r = bert.Run(image: {|TRTX1002:new TensorView<float>(data, [1, 3, 2, 2])|});\n"
        + "using var s = bert.Run(image: {|TRTX1002:new TensorView<float>(data, new TensorShape(1, 3, 2, 2))|});");

    [Fact]
    public void Rank_that_the_model_does_not_take_is_reported() => Expect(
        Image,
        "float[,] rows = new float[28, 28];\nusing var r = bert.Run(image: {|TRTX1002:rows|});",
        "Bert: input 'image' is given the shape [28, 28], rank 2, but the model needs rank 4: float32[batch, 1, height, width]. "
        + "The call throws TensorShapeException.");

    [Theory]
    [InlineData("using var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], batch: {|TRTX1002:-1|});")]
    [InlineData("using var b = bert.Bind(batch: 1, sequence: {|TRTX1002:-3|});")]
    [InlineData("const int length = 3;\nusing var b = bert.Bind(new Bert.Dims(1, {|TRTX1002:-length|}));")]
    [InlineData("Bert.Dims dims = new({|TRTX1002:-1|}, 2);\nusing var b = bert.Bind(dims);\nusing var c = bert.Bind(dims);")]
    public void Negative_dimension_is_reported(string calls) => Expect(Encoder, calls);

    [Theory]
    [InlineData("stackalloc long[5]")]
    [InlineData("stackalloc long[] { 1, 2, 3, 4, 5 }")]
    [InlineData("stackalloc[] { 1L, 2, 3, 4, 5 }")]
    [InlineData("new long[] { 1, 2, 3, 4, 5 }")]
    [InlineData("new[] { 1L, 2, 3, 4, 5 }")]
    [InlineData("[1, 2, 3, 4, 5]")]
    [InlineData("new long[5].AsSpan()")]
    [InlineData("new long[5].AsMemory()")]
    public void Lengths_are_read_from_every_form_of_data(string data) => Expect(
        Encoder, $"using var r = bert.Run(inputIds: {{|TRTX1002:{data}|}}, attentionMask: new long[6], batch: 2);");

    [Fact]
    public void Lengths_are_read_through_locals_that_are_assigned_once() => Expect(
        Encoder,
        "int two = 2;\nSpan<long> ids = stackalloc long[5];\nReadOnlySpan<long> same = ids;\n"
        + "using var r = bert.Run(inputIds: {|TRTX1002:same|}, attentionMask: new long[6], batch: two);");

    [Fact]
    public void Length_of_data_counts_as_its_number() => Expect(
        Encoder,
        "long[] ids = [1, 2, 3];\nusing var r = bert.Run(inputIds: ids, attentionMask: {|TRTX1002:new long[4]|}, batch: 1, sequence: ids.Length);");

    [Theory]
    [InlineData("inputs")]
    [InlineData("new Bert.Inputs { InputIds = new long[6], AttentionMask = {|TRTX1002:new long[8]|}, Batch = 2 }")]
    public void Object_form_is_checked_like_the_call(string argument) => Expect(
        Encoder,
        (argument == "inputs"
            ? "Bert.Inputs inputs = new() { InputIds = new long[6], AttentionMask = {|TRTX1002:new long[8]|}, Batch = 2 };\n"
            : "")
        + $"using var r = bert.Run({argument});");

    [Fact]
    public void Owned_inputs_are_checked_like_the_call() => Expect(
        Encoder,
        "_ = bert.RunAsync(new Bert.OwnedInputs { InputIds = new long[6], AttentionMask = {|TRTX1002:new long[8]|}, Batch = 2 });");

    [Fact]
    public void Runs_on_other_threads_are_checked_too() => Expect(
        Encoder, "_ = bert.RunAsync(inputIds: {|TRTX1002:new long[5]|}, attentionMask: new long[6], batch: 2);");

    [Fact]
    public void Arithmetic_on_symbols_is_followed() => Expect(
        [
            """input "past" float32[batch, past_sequence_length]""",
            """input "mask" float32[batch, past_sequence_length + sequence_length]""",
            """output "y" float32[batch]""",
        ],
        "using var r = bert.Run(past: new float[1, 4], mask: {|TRTX1002:new float[1, 3]|});\n"
        + "using var s = bert.Run(past: new float[1, 4], mask: {|TRTX1002:new float[1, 6]|}, sequenceLength: 3);",
        "Bert: axis 1 of input 'mask' is 3, but it must be past_sequence_length + sequence_length, and no whole number sequenceLength "
        + "('sequence_length') of 0 or more gives that with batch = 1 from axis 0 of input 'past', pastSequenceLength = 4 from axis 1 "
        + "of input 'past'. The call throws TensorShapeException.",
        "Bert: axis 1 of input 'mask' is 6, but past_sequence_length + sequence_length is 7 with batch = 1 from axis 0 of input "
        + "'past', pastSequenceLength = 4 from axis 1 of input 'past', sequenceLength = 3 from the argument sequenceLength. The call "
        + "throws TensorShapeException.");

    [Fact]
    public void Symbols_that_follow_from_others_are_followed() => Expect(
        [
            """input "ids" int64[batch, sequence]""",
            """input "mask" int64[batch, total]""",
            """input "past" float32[batch, past_length]""",
            """output "y" float32[batch, total]""",
            """relation total = past_length + sequence""",
        ],
        "using var r = bert.Run(ids: new long[1, 3], mask: {|TRTX1002:new long[1, 6]|}, past: new float[1, 4]);\n"
        + "using var s = bert.Run(ids: new long[3], mask: new long[7], past: new float[4], batch: 1);",
        "Bert: axis 1 of input 'mask' is 6, but past_length + sequence is 7 with batch = 1 from axis 0 of input 'ids', sequence = 3 "
        + "from axis 1 of input 'ids', pastLength = 4 from axis 1 of input 'past'. The call throws TensorShapeException.");

    [Theory]
    [InlineData("bert.Run(inputIds: {|TRTX1003:new long[6]|}, attentionMask: new long[6])")]
    [InlineData("bert.Run(inputIds: {|TRTX1003:data|}, attentionMask: span)")]
    public void Flat_data_that_leaves_symbols_open_is_reported(string call) => Expect(
        Encoder, $"long[] data = Read();\nSpan<long> span = data;\nusing var r = {call};\nstatic long[] Read() => new long[6];");

    [Fact]
    public void Message_names_the_open_symbols() => Expect(
        Image,
        "using var r = bert.Run(image: {|TRTX1003:new float[784]|}, batch: 1);",
        "Bert: input 'image' is given 784 values without a shape, and float32[batch, 1, height, width] leaves height, width open. "
        + "Pass height: …, width: … by name, or give a tensor that carries its shape.");

    [Theory]
    [InlineData("long[] ids = new long[6];\nids = Read();\nusing var r = bert.Run(inputIds: ids, attentionMask: new long[8], batch: 2);")]
    [InlineData("long[] ids = new long[6];\nArray.Resize(ref ids, 8);\nusing var r = bert.Run(inputIds: ids, attentionMask: new long[8], batch: 2);")]
    [InlineData("int batch = 4;\nbatch--;\nusing var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], batch: batch);")]
    [InlineData("int batch = 4;\n(batch, _) = (2, 3);\nusing var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], batch: batch);")]
    [InlineData("for (int n = 1; n < 4; n++)\n{\n    using var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], batch: n);\n}")]
    [InlineData("using var r = bert.Run(inputIds: [1, .. Read()], attentionMask: new long[9], batch: 3);")]
    [InlineData("using var r = bert.Run(inputIds: Read().AsSpan(1), attentionMask: new long[9], batch: 3);")]
    [InlineData("TensorView<long> view = Read();\nview = view.Reshape(2, 3);\nusing var r = bert.Run(inputIds: view, attentionMask: new long[8]);")]
    [InlineData("Tensor<long> tensor = Tensor.Create(new long[6], [2, 3]);\nusing var r = bert.Run(inputIds: tensor, attentionMask: new long[6]);")]
    [InlineData("int? batch = Read().Length > 2 ? 2 : null;\nusing var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], batch: batch);")]
    [InlineData("using var r = bert.Run(inputIds: new long[2, 3], attentionMask: new long[6]);")]
    [InlineData("using var r = bert.Run(inputIds: new long[6], attentionMask: new long[6], sequence: 3);")]
    [InlineData("using var r = bert.Run(inputIds: new long[0], attentionMask: new long[0], batch: 0, sequence: 3);")]
    [InlineData("using var b = bert.Bind(batch: Read().Length, sequence: 3);")]
    [InlineData("Bert.Dims dims = new(-1, -1);\n_ = dims;")]
    [InlineData("_ = bert.Score(batch: -1);")]
    [InlineData("_ = bert.Bind(batch: -1, text: \"\");")]
    public void What_may_fit_is_left_alone(string calls) => Expect(Encoder, calls + "\nstatic long[] Read() => new long[6];");

    [Fact]
    public void Optional_input_that_may_be_absent_is_left_alone() => Expect(
        [
            """input "x" float32[batch, sequence]""",
            """input "bias" float32[sequence, heads] optional""",
            """output "y" float32[batch]""",
        ],
        "float[]? bias = Maybe();\n"
        + "using var r = bert.Run(x: new float[2, 3], bias: bias);\n"
        + "using var s = bert.Run(x: new float[2, 3], bias: default);\n"
        + "using var t = bert.Run(x: new float[2, 3]);\n"
        + "using var u = bert.Run(x: new float[2, 3], bias: {|TRTX1002:new float[4]|});\n"
        + "static float[]? Maybe() => null;");

    [Theory]
    [InlineData("Throws<TensorShapeException>(() => bert.Run(new long[5], attentionMask: new long[6], batch: 2).Dispose());")]
    [InlineData("Action act = () => bert.Run(new long[5], attentionMask: new long[6], batch: 2).Dispose();\nThrows<TensorShapeException>(act);")]
    [InlineData("try\n{\n    bert.Run(new long[5], attentionMask: new long[6], batch: 2).Dispose();\n}\ncatch (TensorShapeException)\n{\n}")]
    public void Code_that_is_there_to_throw_is_left_alone(string calls) =>
        Expect(Encoder, calls + "\nstatic void Throws<T>(Action action) => action();");

    private static void Expect(string[] signature, string statements, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(signature), CallSites.Method(statements), messages);
}
