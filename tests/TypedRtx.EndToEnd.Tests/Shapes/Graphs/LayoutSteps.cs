using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>Operators that move elements, with shapes that stand in the model.</summary>
internal static class LayoutSteps
{
    /// <summary>All of them.</summary>
    public static readonly Action<GraphDraft>[] All =
    [
        Transpose, Concat, Reshape, Reshape, Flatten, Squeeze, Unsqueeze, Slice, Slice, Gather, Split, Tile, Expand, Pad, DepthToSpace, SpaceToDepth,
    ];

    private static void Transpose(GraphDraft draft)
    {
        if (draft.Pick() is not { } x)
        {
            return;
        }

        long[] order = [.. Enumerable.Range(0, x.Rank).Select(axis => (long)axis)];
        draft.Random.Shuffle(order);
        _ = draft.Once(4) ? draft.Node("Transpose", [x.Name]) : draft.Node("Transpose", [x.Name], OnnxAttributes.Ints("perm", order));
    }

    private static void Concat(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x || draft.Pick(value => value.Rank == x.Rank) is not { } y)
        {
            return;
        }

        int axis = draft.Axis(x);
        string[] names = draft.Once(3) ? [x.Name, y.Name, x.Name] : [x.Name, y.Name];
        draft.Node("Concat", names, OnnxAttributes.Int("axis", draft.Signed(x, axis)));
    }

    private static void Reshape(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        List<long> target = [.. Enumerable.Range(0, x.Rank).Select(axis => x.Fixed(axis) is { } length && !draft.Once(3) ? length : 0)];
        int free = draft.Axis(x);
        target[free] = -1;
        switch (draft.Random.Next(4))
        {
            case 0:
                target = [-1];
                break;
            case 1:
                target.RemoveRange(free + 1, target.Count - free - 1);
                break;
            case 2:
                target.Insert(free + 1, draft.Random.Next(1, 4));
                break;
            default:
                target.Insert(0, 1);
                break;
        }

        draft.Node("Reshape", [x.Name, draft.List([.. target])]);
    }

    private static void Flatten(GraphDraft draft)
    {
        if (draft.Pick() is { } x)
        {
            draft.Node("Flatten", [x.Name], OnnxAttributes.Int("axis", draft.Random.Next(-x.Rank, x.Rank + 1)));
        }
    }

    private static void Squeeze(GraphDraft draft)
    {
        if (draft.Pick(value => Enumerable.Range(0, value.Rank).Any(axis => value.Fixed(axis) == 1)) is not { } x)
        {
            return;
        }

        int axis = Enumerable.Range(0, x.Rank).Last(axis => x.Fixed(axis) == 1);
        draft.Node("Squeeze", draft.Once(5) ? [x.Name] : [x.Name, draft.List(draft.Signed(x, axis))]);
    }

    private static void Unsqueeze(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank < 4) is { } x)
        {
            long axis = draft.Random.Next(-x.Rank - 1, x.Rank + 1);
            draft.Node("Unsqueeze", [x.Name, draft.Once(4) ? draft.List(0, x.Rank + 1) : draft.List(axis)]);
        }
    }

    private static void Slice(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        int axis = draft.Axis(x);
        bool isBack = draft.Once(4);
        long step = draft.Random.Next(1, 4);
        long start = draft.Random.Next(-4, 4);
        long[] ends = [long.MaxValue, int.MaxValue, draft.Random.Next(-3, 8), draft.Random.Next(1, 20)];
        long end = isBack ? (draft.Once(2) ? long.MinValue : -draft.Random.Next(1, 9)) : ends[draft.Random.Next(ends.Length)];
        string[] inputs =
        [
            x.Name, draft.List(isBack ? -1 : start), draft.List(end), draft.List(draft.Signed(x, axis)), draft.List(isBack ? -step : step),
        ];
        draft.Node("Slice", inputs);
    }

    private static void Gather(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        string indexes = draft.Once(2) ? draft.Number(draft.Once(2) ? 0 : -1) : draft.List([.. Enumerable.Repeat(0L, draft.Random.Next(1, 4))]);
        draft.Node("Gather", [x.Name, indexes], OnnxAttributes.Int("axis", draft.Signed(x, draft.Axis(x))));
    }

    private static void Split(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is not { } x)
        {
            return;
        }

        int axis = draft.Axis(x);
        if (x.Fixed(axis) is { } length and > 1)
        {
            draft.Node(ElementType.Float32, "Split", [x.Name, draft.List(1, length - 1)], 2, OnnxAttributes.Int("axis", axis));
        }
        else
        {
            draft.Node(ElementType.Float32, "Split", [x.Name], draft.Random.Next(1, 3), OnnxAttributes.Int("axis", draft.Signed(x, axis)));
        }
    }

    private static void Tile(GraphDraft draft)
    {
        if (draft.Pick() is { } x)
        {
            draft.Node("Tile", [x.Name, draft.List([.. Enumerable.Range(0, x.Rank).Select(_ => (long)draft.Random.Next(1, 3))])]);
        }
    }

    private static void Expand(GraphDraft draft)
    {
        if (draft.Pick() is { } x)
        {
            long[] shape = [.. Enumerable.Range(0, x.Rank).Select(axis => x.Fixed(axis) == 1 ? (long)draft.Random.Next(1, 4) : 1)];
            draft.Node("Expand", [x.Name, draft.List(draft.Once(3) ? [2, .. shape] : shape)]);
        }
    }

    private static void Pad(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank > 0) is { } x)
        {
            int low = draft.Once(4) ? -1 : 0;
            draft.Node("Pad", [x.Name, draft.List([.. Enumerable.Range(0, 2 * x.Rank).Select(_ => (long)draft.Random.Next(low, 3))])]);
        }
    }

    private static void DepthToSpace(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 4 && value.Fixed(1) is { } length && length % 4 == 0) is { } x)
        {
            draft.Node("DepthToSpace", [x.Name], OnnxAttributes.Int("blocksize", 2));
        }
    }

    private static void SpaceToDepth(GraphDraft draft)
    {
        if (draft.Pick(value => value.Rank == 4) is { } x)
        {
            draft.Node("SpaceToDepth", [x.Name], OnnxAttributes.Int("blocksize", draft.Random.Next(1, 3)));
        }
    }
}
