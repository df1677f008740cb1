using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>Shapes that follow from arithmetic on other shapes.</summary>
internal static class LengthSteps
{
    /// <summary>All of them.</summary>
    public static readonly Action<GraphDraft>[] All =
    [
        ReshapeByLengths, ReshapeByLengths, ReshapeByProduct, ReshapeLike, SliceByLength, SliceByLength, ExpandLike,
        ConstantOfShape, Range, ResizeByLengths, TileByLength, SplitInHalves, SliceOfShape, Size,
    ];

    private static void ReshapeByLengths(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 1) is not { } x)
        {
            return;
        }

        int kept = draft.Axis(x);
        string[] parts = draft.Random.Next(3) switch
        {
            0 => [draft.Length(x, kept), draft.List(-1)],
            1 => [draft.List(-1), draft.Length(x, kept)],
            _ => [.. Enumerable.Range(0, x.Rank).Select(axis => axis == kept ? draft.List(-1) : draft.Length(x, axis)), draft.List(1)],
        };
        draft.Node("Reshape", [x.Name, draft.Node(ElementType.Int64, "Concat", parts, OnnxAttributes.Int("axis", 0))]);
    }

    private static void ReshapeByProduct(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 1) is not { } x)
        {
            return;
        }

        int axis = draft.Random.Next(x.Rank - 1);
        string product = draft.Node(ElementType.Int64, "Mul", [draft.Length(x, axis), draft.Length(x, axis + 1)]);
        string[] parts =
        [
            .. Enumerable.Range(0, axis).Select(before => draft.Length(x, before)),
            product,
            .. Enumerable.Range(axis + 2, x.Rank - axis - 2)
                .Select(after => draft.Once(2) ? draft.Length(x, after) : draft.List(x.Fixed(after) ?? 0)),
        ];
        draft.Node("Reshape", [x.Name, draft.Node(ElementType.Int64, "Concat", parts, OnnxAttributes.Int("axis", 0))]);
    }

    private static void ReshapeLike(GraphDraft draft)
    {
        if (draft.Pick() is { } x && draft.Pick() is { } y)
        {
            draft.Node("Reshape", [x.Name, draft.Node(ElementType.Int64, "Shape", [y.Name])]);
        }
    }

    private static void SliceByLength(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x || draft.Pick(value => value.Rank > 0) is not { } y)
        {
            return;
        }

        string[] operations = ["Div", "Sub", "Add", "Mul", "Mod"];
        string length = draft.Length(y, draft.Axis(y));
        string changed = draft.Once(4)
            ? length
            : draft.Node(ElementType.Int64, operations[draft.Random.Next(5)], [length, draft.List(draft.Random.Next(1, 4))]);
        bool isStart = draft.Once(3);
        string[] inputs =
        [
            x.Name, isStart ? changed : draft.List(draft.Random.Next(0, 2)), isStart ? draft.List(long.MaxValue) : changed, draft.List(draft.Axis(x)),
        ];
        draft.Node("Slice", inputs);
    }

    private static void ExpandLike(GraphDraft draft)
    {
        if (draft.Pick() is { } x && draft.Pick() is { } y)
        {
            draft.Node("Expand", [x.Name, draft.Node(ElementType.Int64, "Shape", [y.Name])]);
        }
    }

    private static void ConstantOfShape(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is { } x && draft.Pick(value => value.Rank > 0) is { } y)
        {
            string[] parts = [draft.Length(x, draft.Axis(x)), draft.List(draft.Random.Next(1, 4)), draft.Length(y, draft.Axis(y))];
            draft.Node("ConstantOfShape", [draft.Node(ElementType.Int64, "Concat", parts, OnnxAttributes.Int("axis", 0))]);
        }
    }

    private static void Range(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is { } x)
        {
            string limit = draft.Node(ElementType.Int64, "Squeeze", [draft.Length(x, draft.Axis(x))]);
            string range = draft.Node(ElementType.Int64, "Range", [draft.Number(draft.Random.Next(2)), limit, draft.Number(draft.Random.Next(1, 4))]);
            draft.Node("Cast", [range], OnnxAttributes.Int("to", (int)ElementType.Float32));
        }
    }

    private static void ResizeByLengths(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 4) is not { } x)
        {
            return;
        }

        string[] parts = [.. Enumerable.Range(0, 4).Select(axis => axis < 2 ? draft.Length(x, axis) : Changed(draft, draft.Length(x, axis)))];
        string sizes = draft.Node(ElementType.Int64, "Concat", parts, OnnxAttributes.Int("axis", 0));
        draft.Node("Resize", [x.Name, "", "", sizes], OnnxAttributes.String("mode", "nearest"));
    }

    private static void TileByLength(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank is > 0 and < 4) is { } x && draft.Pick(value => value.Rank > 0) is { } y)
        {
            int axis = draft.Axis(x);
            string[] parts = [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? draft.Length(y, draft.Axis(y)) : draft.List(1))];
            draft.Node("Tile", [x.Name, draft.Node(ElementType.Int64, "Concat", parts, OnnxAttributes.Int("axis", 0))]);
        }
    }

    private static void SplitInHalves(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        int axis = draft.Axis(x);
        string length = draft.Length(x, axis);
        string half = draft.Node(ElementType.Int64, "Div", [length, draft.List(2)]);
        string rest = draft.Node(ElementType.Int64, "Sub", [length, half]);
        string sizes = draft.Node(ElementType.Int64, "Concat", [half, rest], OnnxAttributes.Int("axis", 0));
        draft.Node(ElementType.Float32, "Split", [x.Name, sizes], 2, OnnxAttributes.Int("axis", axis));
    }

    private static void SliceOfShape(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 1) is not { } x)
        {
            return;
        }

        string shape = draft.Node(ElementType.Int64, "Shape", [x.Name]);
        string part = draft.Node(ElementType.Int64, "Slice", [shape, draft.List(0), draft.List(draft.Once(2) ? x.Rank - 1 : -1), draft.List(0)]);
        string target = draft.Node(ElementType.Int64, "Concat", [part, draft.List(-1)], OnnxAttributes.Int("axis", 0));
        draft.Node("Reshape", [x.Name, target]);
    }

    private static void Size(GraphDraft draft)
    {
        if (draft.Pick() is { } x)
        {
            string size = draft.Node(ElementType.Int64, "Size", [x.Name]);
            draft.Node("Reshape", [x.Name, draft.Node(ElementType.Int64, "Unsqueeze", [size, draft.List(0)])]);
        }
    }

    private static string Changed(GraphDraft draft, string length) => draft.Random.Next(3) switch
    {
        0 => length,
        1 => draft.Node(ElementType.Int64, "Mul", [length, draft.List(2)]),
        _ => draft.Node(ElementType.Int64, "Div", [draft.Node(ElementType.Int64, "Add", [length, draft.List(1)]), draft.List(2)]),
    };
}
