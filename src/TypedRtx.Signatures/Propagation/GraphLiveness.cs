namespace TypedRtx.Signatures;

/// <summary>Finds the nodes that the outputs need: the others may be left out of a run, so nothing follows from them.</summary>
internal static class GraphLiveness
{
    public static IReadOnlyList<GraphNode> Needed(GraphBody graph)
    {
        HashSet<string> wanted = new(graph.Outputs, StringComparer.Ordinal);
        List<GraphNode> needed = [];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            GraphNode node = graph.Nodes[i];
            if (node.Outputs.Any(wanted.Contains))
            {
                needed.Add(node);
                AddNames(node, wanted);
            }
        }

        needed.Reverse();
        return needed;
    }

    private static void AddNames(GraphNode node, HashSet<string> wanted)
    {
        wanted.UnionWith(node.Inputs);
        foreach (NodeAttribute attribute in node.Attributes.Values)
        {
            if (attribute.Graph is { } body)
            {
                // Too many names are no harm: a node too many is followed.
                wanted.UnionWith(body.Outputs);
                foreach (GraphNode inner in body.Nodes)
                {
                    AddNames(inner, wanted);
                }
            }
        }

        wanted.Remove("");
    }
}
