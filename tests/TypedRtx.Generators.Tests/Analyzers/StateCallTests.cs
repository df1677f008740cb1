namespace TypedRtx.Generators.Tests.Analyzers;

/// <summary>Calls of models with state, and with lists of tensors.</summary>
public sealed class StateCallTests
{
    private static readonly string[] Signature =
    [
        """input "ids" int64[batch, sequence]""",
        """input "past.0" float32[batch, past]""",
        """input "past.1" float32[batch, past]""",
        """output "y" float32[batch]""",
        """output "present.0" float32[batch, past + sequence]""",
        """output "present.1" float32[batch, past + sequence]""",
    ];

    [Theory]
    [InlineData("using var state = bert.NewState(batch: 1, capacity: 8);\nstate.Step(new long[3]);\nusing var fork = state.Fork();")]
    [InlineData("using var state = bert.NewState(1, 8).Step(new long[3]);\nConsole.WriteLine(state.Y[0]);")]
    [InlineData("using var result = bert.Run(new long[2], [Tensor.Create<float>(new float[3], [1, 3]), Tensor.Create<float>(new float[3], [1, 3])], batch: 1);")]
    [InlineData("Tensor<float>[] past = new Tensor<float>[2];\nusing var result = bert.Run(ids: new long[2], past: past, batch: 1, sequence: 2, dimPast: 3);")]
    public void What_is_right_is_left_alone(string calls) => CallSites.Expect(CallSites.Bert(Signature), CallSites.Method(calls));

    [Theory]
    [InlineData("var state = {|TRTX1006:bert.NewState(1, 8)|};\nstate.Step(new long[3]);")]
    [InlineData("using var result = bert.Run({|TRTX1002:new long[5]|}, new Tensor<float>[2], batch: 2, sequence: 3);")]
    public void What_is_wrong_is_reported(string calls) => CallSites.Expect(CallSites.Bert(Signature), CallSites.Method(calls));
}
