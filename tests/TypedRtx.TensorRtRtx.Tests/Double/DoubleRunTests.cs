using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class DoubleRunTests
{
    [Fact]
    public void Sum_is_right_for_every_length_of_the_profile()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch"));

        TestTensor sum = model.Run(TestTensor.Create<float>([1, 2, 3, 4, 5, 6], 2, 3), TestTensor.Create<float>([10, 20, 30, 40, 50, 60], 2, 3))[0];

        Assert.Equal(TestTensor.Create<float>([11, 22, 33, 44, 55, 66], 2, 3).Data, sum.Data);
    }

    [Fact]
    public void Runs_leave_nothing_and_break_no_rule()
    {
        using RtxDouble twin = RtxDouble.Create();
        using (DoubleModel model = DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch")))
        {
            model.Run(TestTensor.Create<float>([1, 2, 3], 1, 3), TestTensor.Create<float>([1, 2, 3], 1, 3));
            model.Run(TestTensor.Create<float>([1, 2, 3, 4, 5, 6], 2, 3), TestTensor.Create<float>([1, 2, 3, 4, 5, 6], 2, 3));
        }

        twin.AssertClean();
    }

    [Fact]
    public void Output_whose_shape_only_the_run_shows_is_there()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = DoubleModel.Open(twin, DoubleModels.Places(), DoubleModels.UpTo4("n"));

        TestTensor places = model.Run(TestTensor.Create<float>([1, 0, 0, 2], 4))[0];

        Assert.Equal(TestTensor.Create<long>([0, 3], 1, 2).Data, places.Data);
    }

    [Fact]
    public void Shape_follows_from_the_values_of_an_input()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = DoubleModel.Open(twin, DoubleModels.Spread(), DoubleModels.UpTo4("rows"));

        TestTensor spread = model.Run(TestTensor.Create<float>([5, 7], 2, 1), TestTensor.Create<long>([2, 3], 2))[0];

        Assert.Equal(TestTensor.Create<float>([5, 5, 5, 7, 7, 7], 2, 3).Data, spread.Data);
    }
}
