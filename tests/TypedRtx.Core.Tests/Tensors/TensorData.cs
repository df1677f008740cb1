namespace TypedRtx.Core.Tests.Tensors;

/// <summary>Numbers and shapes that the tensor tests share.</summary>
internal static class TensorData
{
    /// <summary>The shapes that real models have, unit axes in every place, ranks 0 to 9, and empty axes.</summary>
    public static TheoryData<int[]> Shapes => new([Array.Empty<int>(), .. ShapesWithAxes.Select(row => row.Data)]);

    /// <summary>The same without rank 0, which System.Numerics.Tensors has not.</summary>
    public static TheoryData<int[]> ShapesWithAxes => new(new int[][]
    {
        [1], [7], [3, 10], [1, 3, 16, 16], [1, 1, 28, 28], [1, 28, 28], [1, 84, 100], [4, 1, 28, 28], [8, 1], [1, 512, 1],
        [1, 2, 1], [1, 12, 1, 64], [2, 1, 503], [2, 3, 2, 3, 2], [2, 1, 2, 1, 2, 1], [2, 2, 2, 2, 2, 2, 2],
        [2, 1, 2, 3, 1, 2, 1, 2], [1, 2, 1, 2, 3, 1, 2, 1, 2], [0], [0, 3], [3, 0], [2, 0, 4], [1, 8, 0, 64], [0, 0, 3],
        [1, 1, 1, 1, 1, 1, 1, 0],
    });

    /// <summary>0, 1, 2, ...</summary>
    public static int[] Count(int length) => [.. Enumerable.Range(0, length)];

    /// <summary>The number of elements of a shape.</summary>
    public static int Length(int[] shape) => shape.Aggregate(1, (product, length) => product * length);

    /// <summary>The shape for System.Numerics.Tensors.</summary>
    public static nint[] Wide(int[] lengths) => [.. lengths.Select(length => (nint)length)];

    /// <summary>Row-major strides.</summary>
    public static int[] RowMajor(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>All positions of a shape, row-major.</summary>
    public static IEnumerable<int[]> Positions(int[] shape)
    {
        int length = Length(shape);
        int[] strides = RowMajor(shape);
        for (int position = 0; position < length; position++)
        {
            yield return [.. strides.Select((stride, axis) => position / stride % shape[axis])];
        }
    }

    /// <summary>What a spaced view over 0, 1, 2, ... holds, row-major: the offsets of its elements.</summary>
    public static int[] Offsets(int[] shape, int[] strides) =>
        [.. Positions(shape).Select(position => position.Zip(strides, (index, stride) => index * stride).Sum())];
}
