using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class DigitsTests
{
    [Fact]
    public void Digits_from_a_file_gives_the_recorded_outputs()
    {
        string path = SharedFiles.Require("models/digits/digits.onnx");
        using OpenModel model = OpenModel.FromFile(path);
        foreach (string dataSet in new ModelCase("digits", path).DataSets)
        {
            TestTensor[] inputs = [.. ModelCase.Inputs(dataSet).Select(TensorFile.Read)];
            TestTensor[] expected = [.. ModelCase.Outputs(dataSet).Select(TensorFile.Read)];
            TestTensor[] actual = model.Run(inputs);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                ToleranceComparer.Model.AssertEqual(expected[i], actual[i], $"{dataSet} output {i}");
            }
        }
    }
}
