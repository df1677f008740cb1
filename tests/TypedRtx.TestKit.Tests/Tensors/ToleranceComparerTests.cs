namespace TypedRtx.TestKit.Tests;

public sealed class ToleranceComparerTests
{
    private static readonly ToleranceComparer Comparer = new(0.01, 0.1);

    [Theory]
    [InlineData(1f, 1.1f)]
    [InlineData(0f, 0.01f)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(0f, -0f)]
    public void Near_values_are_equal(float expected, float actual) => Assert.Null(Difference(expected, actual));

    [Theory]
    [InlineData(1f, 1.12f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.NaN)]
    [InlineData(float.PositiveInfinity, 5f)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData(5f, float.PositiveInfinity)]
    public void Far_values_differ(float expected, float actual) => Assert.NotNull(Difference(expected, actual));

    [Fact]
    public void Message_names_the_first_and_the_worst_element()
    {
        TestTensor expected = TestTensor.Create([1f, 2f, 3f, 4f], 2, 2);
        TestTensor actual = TestTensor.Create([1f, 3f, 9f, 4f], 2, 2);

        Assert.Equal(
            "2 of 4 elements of float32[2, 2] differ by more than 0.01 + 0.1 * |expected|. "
            + "First at [0, 1]: expected 2, found 3. Worst at [1, 0]: expected 3, found 9, error 6.",
            Comparer.FindDifference(expected, actual));
    }

    [Fact]
    public void Types_and_shapes_must_be_equal()
    {
        TestTensor expected = TestTensor.Create([1f, 2f], 2);

        Assert.Equal(
            "expected float32[2], found float32[1, 2].",
            Comparer.FindDifference(expected, TestTensor.Create([1f, 2f], 1, 2)));
        Assert.Equal(
            "expected float32[2], found float64[2].",
            Comparer.FindDifference(expected, TestTensor.Create([1.0, 2.0], 2)));
    }

    [Fact]
    public void Long_integers_are_compared_before_rounding()
    {
        TestTensor expected = TestTensor.Create([long.MaxValue], 1);

        Assert.NotNull(ToleranceComparer.Exact.FindDifference(expected, TestTensor.Create([long.MaxValue - 1], 1)));
    }

    [Fact]
    public void Strings_are_compared_exactly()
    {
        string? difference = Comparer.FindDifference(new TestTensor([2], ["a", "b"]), new TestTensor([2], ["a", "B"]));

        Assert.Equal("string[2] differs at [1]: expected \"b\", found \"B\".", difference);
    }

    private static string? Difference(float expected, float actual) =>
        Comparer.FindDifference(TestTensor.Create([expected]), TestTensor.Create([actual]));
}
