namespace TypedRtx.Signatures;

/// <summary>Finds out whether a model calls operators. For models that <see cref="OnnxModelReader"/> has read before.</summary>
internal static class OperatorReader
{
    /// <summary>Whether any node of graph, nested graphs and functions calls an operator whose name is looked for, of whichever domain.</summary>
    /// <exception cref="OnnxFormatException">The bytes are no ONNX model.</exception>
    public static bool Calls(Stream stream, Func<string, bool> isLookedFor)
    {
        WireScope model = WireScope.Root(new WireInput(stream), "ModelProto");
        bool isFound = false;
        while (!isFound && model.MoveNext())
        {
            isFound = model.Field switch
            {
                7 => InNodes(model.Enter("GraphProto"), nodeField: 1, isLookedFor),
                25 => InNodes(model.Enter("FunctionProto"), nodeField: 7, isLookedFor),
                _ => false,
            };
        }

        return isFound;
    }

    private static bool InNodes(WireScope scope, int nodeField, Func<string, bool> isLookedFor)
    {
        while (scope.MoveNext())
        {
            if (scope.Field == nodeField && InNode(scope.Enter("NodeProto"), isLookedFor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool InNode(WireScope node, Func<string, bool> isLookedFor)
    {
        while (node.MoveNext())
        {
            bool isFound = node.Field switch
            {
                4 => isLookedFor(node.Name()),
                5 => InAttribute(node.Enter("AttributeProto"), isLookedFor),
                _ => false,
            };
            if (isFound)
            {
                return true;
            }
        }

        return false;
    }

    private static bool InAttribute(WireScope attribute, Func<string, bool> isLookedFor)
    {
        while (attribute.MoveNext())
        {
            if (attribute.Field is 6 or 11 && InNodes(attribute.Enter("GraphProto"), nodeField: 1, isLookedFor))
            {
                return true;
            }
        }

        return false;
    }
}
