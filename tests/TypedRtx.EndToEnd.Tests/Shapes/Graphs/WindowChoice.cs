using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>Chooses how a window moves.</summary>
internal static class WindowChoice
{
    /// <summary>The lengths of a window.</summary>
    public static long[] Kernel(GraphDraft draft, int axes) => [.. Enumerable.Range(0, axes).Select(_ => (long)draft.Random.Next(1, 4))];

    /// <summary>Strides, dilations and pads, each of them or none.</summary>
    public static AttributeProto[] Attributes(GraphDraft draft, int axes, bool hasDilations)
    {
        List<AttributeProto> attributes = [];
        if (!draft.Once(3))
        {
            attributes.Add(OnnxAttributes.Ints("strides", Choose(axes, 4)));
        }

        if (hasDilations && draft.Once(3))
        {
            attributes.Add(OnnxAttributes.Ints("dilations", Choose(axes, 3)));
        }

        if (draft.Once(4))
        {
            string[] kinds = ["SAME_UPPER", "SAME_LOWER", "VALID"];
            attributes.Add(OnnxAttributes.String("auto_pad", kinds[draft.Random.Next(kinds.Length)]));
        }
        else if (draft.Once(2))
        {
            attributes.Add(OnnxAttributes.Ints("pads", [.. Choose(2 * axes, 3).Select(pad => pad - 1)]));
        }

        return [.. attributes];

        long[] Choose(int count, int end) => [.. Enumerable.Range(0, count).Select(_ => (long)draft.Random.Next(1, end))];
    }
}
