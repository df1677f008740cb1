using System.Buffers;
using System.Text;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>A network that was filled from a model. The parser holds the weights, so it stays until the engine is built.</summary>
internal sealed unsafe class EngineNetwork : IDisposable
{
    private const int WarningVerbosity = 2;

    private readonly RtxHandle _parser;
    private readonly MemoryHandle _bytes;

    private EngineNetwork(RtxHandle network, RtxHandle parser, MemoryHandle bytes)
    {
        Handle = network;
        _parser = parser;
        _bytes = bytes;
    }

    /// <summary>The network.</summary>
    public RtxHandle Handle { get; }

    /// <summary>Parses a model.</summary>
    /// <exception cref="EngineBuildException">The parser does not take it.</exception>
    public static EngineNetwork Parse(RtxLibrary library, RtxHandle builder, EngineModel model, RtxErrorRecorder recorder)
    {
        nint pointer = new BuilderApi(builder).CreateNetwork();
        if (pointer == 0)
        {
            throw BuildErrors.OfBuilder(model, library, recorder.Take());
        }

        RtxHandle network = new(library.Abi, pointer, builder);
        EngineNetwork? result = null;
        try
        {
            // The library numbers networks without a name, and the number is in the engine.
            new NetworkApi(network).SetName("TypedRtx\0"u8);
            result = new EngineNetwork(network, library.CreateParser(network), model.Source.Bytes.Pin());
            ParserApi parser = new(result._parser);
            return Parse(parser, model.Source, result._bytes)
                ? result
                : throw BuildErrors.OfParser(model, library, parser, recorder.Take());
        }
        catch
        {
            result?.Dispose();
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _parser.Dispose();
        Handle.Dispose();
        _bytes.Dispose();
    }

    private static bool Parse(ParserApi parser, ModelSource source, MemoryHandle bytes)
    {
        if (source.Path is null)
        {
            return parser.Parse((nint)bytes.Pointer, source.Bytes.Length, null);
        }

        fixed (byte* path = Encoding.UTF8.GetBytes(source.Path + '\0'))
        {
            return parser.ParseFromFile(path, WarningVerbosity);
        }
    }
}
