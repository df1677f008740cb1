namespace TypedRtx.Signatures;

/// <summary>
/// What <see cref="OnnxModelReader"/> accepts at most. Each is far above what real models hold and low enough that a
/// hostile file costs neither the memory nor the stack of who looks at it.
/// </summary>
public static class OnnxLimits
{
    /// <summary>The longest file, in bytes (64 GiB).</summary>
    public const long FileLength = 64L << 30;

    /// <summary>The deepest nesting of messages.</summary>
    public const int MessageDepth = 64;

    /// <summary>The deepest nesting of sequence, map and optional types.</summary>
    public const int TypeDepth = 16;

    /// <summary>The deepest nesting of subgraphs (<c>If</c>, <c>Loop</c>, <c>Scan</c>).</summary>
    public const int SubgraphDepth = 16;

    /// <summary>The deepest chain of model-local functions calling each other.</summary>
    public const int FunctionDepth = 64;

    /// <summary>The most axes of a tensor.</summary>
    public const int Rank = 64;

    /// <summary>The most axes of all inputs and outputs as listed.</summary>
    public const int AxesTotal = 131_072;

    /// <summary>The longest name of a value, symbol or operator, in UTF-8 bytes.</summary>
    public const int NameLength = 1_024;

    /// <summary>The UTF-8 bytes of all names that are kept.</summary>
    public const long NameLengthTotal = 64L << 20;

    /// <summary>The characters of all symbolic lengths that are more than a name, each counted once.</summary>
    public const int ArithmeticLengthTotal = 64 << 10;

    /// <summary>The most inputs and outputs together, without the initializers that old files list as inputs.</summary>
    public const int Values = 4_096;

    /// <summary>The most inputs as listed, initializers included.</summary>
    public const int ListedInputs = 65_536;

    /// <summary>The most nodes, subgraphs and functions included.</summary>
    public const int Nodes = 2_000_000;

    /// <summary>The most nodes after every model-local function is put in the place of its calls.</summary>
    public const long ExpandedNodes = 16_000_000;

    /// <summary>The most initializers.</summary>
    public const int Initializers = 1_000_000;

    /// <summary>The most imported operator sets.</summary>
    public const int Opsets = 1_024;

    /// <summary>The most metadata entries.</summary>
    public const int MetadataEntries = 16_384;

    /// <summary>The UTF-8 bytes of all metadata, keys and values.</summary>
    public const int MetadataLength = 16 << 20;

    /// <summary>The longest location of an external data file, in UTF-8 bytes.</summary>
    public const int LocationLength = 4_096;

    /// <summary>The newest IR version that is taken for one; version 14 is the newest that was looked at.</summary>
    public const long IrVersion = 255;

    /// <summary>The newest version of the operators of ONNX itself that is taken for one.</summary>
    public const long OpsetVersion = 999;

    /// <summary>The most nodes through which shapes are followed, subgraphs and the bodies of called functions included.</summary>
    internal const int FollowedNodes = 100_000;

    /// <summary>The most names, attributes and tensors that are kept while shapes are followed.</summary>
    internal const int FollowedItems = 1_000_000;

    /// <summary>The UTF-8 bytes of all names that are kept while shapes are followed.</summary>
    internal const long FollowedNameLength = 16L << 20;

    /// <summary>The most numbers in an attribute; longer lists are no axes, pads or lengths.</summary>
    internal const int FollowedAttributeNumbers = 4_096;

    /// <summary>The most nodes gone through, each as often as it is.</summary>
    internal const int FollowedSteps = 1_000_000;

    /// <summary>The nodes gone through of a model that has few.</summary>
    internal const int FollowedStepsOfSmall = 50_000;

    /// <summary>The nodes gone through more for each node of the file, all rounds and cases together.</summary>
    internal const int FollowedStepsPerNode = 64;

    /// <summary>The most characters of lengths found out, all nodes together.</summary>
    internal const int FollowedCharacters = 16 << 20;

    /// <summary>The most numbers in all attributes and small tensors.</summary>
    internal const int FollowedNumbers = 4_000_000;

    /// <summary>The most elements of a tensor whose values are followed: enough for lists of lengths, axes and pads.</summary>
    internal const int FollowedElements = 64;

    /// <summary>The most pairs of equal lengths that are noted.</summary>
    internal const int FollowedEqualities = 1_024;

    /// <summary>The most symbols that follow from others.</summary>
    internal const int FollowedRelations = 256;
}
