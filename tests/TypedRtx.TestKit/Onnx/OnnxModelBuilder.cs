using System.Globalization;
using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Builds an ONNX model in a test; nothing is checked, so that wrong models can be built too.</summary>
/// <remarks>What the methods do not offer can be set on <see cref="Model"/>. Not thread-safe.</remarks>
public sealed class OnnxModelBuilder
{
    /// <summary>Starts a model with an empty graph.</summary>
    /// <param name="name">The name of the graph.</param>
    /// <param name="opset">The version of the default operator set.</param>
    /// <param name="irVersion">The version of the file format.</param>
    public OnnxModelBuilder(string name = "graph", long opset = 17, long irVersion = 8)
    {
        Model = new ModelProto
        {
            IrVersion = irVersion,
            ProducerName = "TypedRtx.TestKit",
            Graph = new GraphProto { Name = name },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
        };
    }

    /// <summary>The model so far; changes to it are kept.</summary>
    public ModelProto Model { get; }

    /// <summary>The graph of <see cref="Model"/>.</summary>
    public GraphProto Graph => Model.Graph;

    /// <summary>Adds a tensor input; without dimensions a scalar.</summary>
    public OnnxModelBuilder Input(string name, ElementType type, params OnnxDimension[]? dimensions) =>
        Input(name, OnnxTypes.Tensor(type, dimensions));

    /// <summary>Adds an input of any type; <see cref="OnnxTypes"/> makes them.</summary>
    public OnnxModelBuilder Input(string name, TypeProto type)
    {
        Graph.Input.Add(new ValueInfoProto { Name = name, Type = type });
        return this;
    }

    /// <summary>Adds an input that is a sequence of tensors.</summary>
    public OnnxModelBuilder SequenceInput(string name, ElementType type, params OnnxDimension[]? dimensions) =>
        Input(name, OnnxTypes.Sequence(OnnxTypes.Tensor(type, dimensions)));

    /// <summary>Adds an input that is a map from keys to tensors.</summary>
    public OnnxModelBuilder MapInput(
        string name, ElementType key, ElementType value, params OnnxDimension[]? dimensions) =>
        Input(name, OnnxTypes.Map(key, OnnxTypes.Tensor(value, dimensions)));

    /// <summary>Adds an input that is a tensor or nothing.</summary>
    public OnnxModelBuilder OptionalInput(string name, ElementType type, params OnnxDimension[]? dimensions) =>
        Input(name, OnnxTypes.Optional(OnnxTypes.Tensor(type, dimensions)));

    /// <summary>Adds a tensor output; without dimensions a scalar.</summary>
    public OnnxModelBuilder Output(string name, ElementType type, params OnnxDimension[]? dimensions) =>
        Output(name, OnnxTypes.Tensor(type, dimensions));

    /// <summary>Adds an output of any type; <see cref="OnnxTypes"/> makes them.</summary>
    public OnnxModelBuilder Output(string name, TypeProto type)
    {
        Graph.Output.Add(new ValueInfoProto { Name = name, Type = type });
        return this;
    }

    /// <summary>States the type of a value inside the graph.</summary>
    public OnnxModelBuilder ValueInfo(string name, ElementType type, params OnnxDimension[]? dimensions)
    {
        Graph.ValueInfo.Add(new ValueInfoProto { Name = name, Type = OnnxTypes.Tensor(type, dimensions) });
        return this;
    }

    /// <summary>Adds a node; an operator of another domain is written <c>domain::Operator</c>.</summary>
    public OnnxModelBuilder Node(
        string operation,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs,
        params AttributeProto[] attributes) =>
        Node(OnnxNodes.Create(operation, inputs, outputs, attributes));

    /// <summary>Adds a node as it is.</summary>
    public OnnxModelBuilder Node(NodeProto node)
    {
        Graph.Node.Add(node);
        return this;
    }

    /// <summary>Adds weights, stored as raw bytes; without dimensions a scalar.</summary>
    public OnnxModelBuilder Initializer<T>(string name, T[] values, params long[] dimensions)
        where T : unmanaged => Initializer(TensorProtos.Create(name, values, dimensions));

    /// <summary>Adds a constant tensor of strings; without dimensions a scalar.</summary>
    public OnnxModelBuilder Initializer(string name, string[] values, params long[] dimensions) =>
        Initializer(TensorProtos.Strings(name, values, dimensions));

    /// <summary>Adds weights as they are; <see cref="TensorProtos"/> makes them.</summary>
    public OnnxModelBuilder Initializer(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Adds weights that lie in a file beside the model.</summary>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="dimensions">Its shape.</param>
    /// <param name="location">The path in the model, as it is.</param>
    /// <param name="offset">The first byte in the file; left out when null.</param>
    /// <param name="length">The number of bytes; left out when null.</param>
    public OnnxModelBuilder ExternalInitializer(
        string name, ElementType type, long[] dimensions, string location, long? offset = null, long? length = null)
    {
        TensorProto tensor = new()
        {
            Name = name,
            DataType = (int)type,
            Dims = { dimensions },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = location } },
        };
        AddExternal(tensor, "offset", offset);
        AddExternal(tensor, "length", length);
        return Initializer(tensor);
    }

    /// <summary>Adds a pair to the model's metadata.</summary>
    public OnnxModelBuilder Metadata(string key, string value)
    {
        Model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return this;
    }

    /// <summary>Imports another operator set.</summary>
    public OnnxModelBuilder Opset(string domain, long version)
    {
        Model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    /// <summary>Adds a function that imports the model's default operator set.</summary>
    /// <remarks>The model must import the function's domain by <see cref="Opset"/>.</remarks>
    public OnnxModelBuilder Function(
        string domain,
        string name,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs,
        params NodeProto[] nodes)
    {
        Model.Functions.Add(new FunctionProto
        {
            Domain = domain,
            Name = name,
            Input = { inputs },
            Output = { outputs },
            Node = { nodes },
            OpsetImport = { Model.OpsetImport[0].Clone() },
        });
        return this;
    }

    /// <summary>Adds a function as it is.</summary>
    public OnnxModelBuilder Function(FunctionProto function)
    {
        Model.Functions.Add(function);
        return this;
    }

    /// <summary>The model as the bytes of an <c>.onnx</c> file.</summary>
    public byte[] ToBytes() => Model.ToByteArray();

    /// <summary>Writes the model, with the folders it needs, and gives the path back.</summary>
    public string Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    private static void AddExternal(TensorProto tensor, string key, long? value)
    {
        if (value is long number)
        {
            string text = number.ToString(CultureInfo.InvariantCulture);
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = text });
        }
    }
}
