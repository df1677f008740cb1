namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// Holds the table of slots against a library that was just loaded: what is set must come back. A table that does not fit calls
/// other methods, and most of them would not give this back.
/// </summary>
internal static unsafe class RtxSelfTest
{
    /// <summary>Tries builder, configuration, network, profile, parser and runtime.</summary>
    /// <returns>What did not come back; null when all did.</returns>
    public static string? Run(RtxLibrary library)
    {
        using RtxErrorRecorder recorder = new(library.Abi);
        try
        {
            using RtxHandle builder = library.CreateBuilder();
            return Builder(library, builder, recorder) ?? Runtime(library, recorder);
        }
        catch (BackendUnavailableException e)
        {
            return e.Message;
        }
    }

    private static string? Builder(RtxLibrary library, RtxHandle builder, RtxErrorRecorder recorder)
    {
        BuilderApi api = new(builder);
        if (api.GetLogger() != library.Logger.Address)
        {
            return "IBuilder.getLogger gives another logger";
        }

        api.SetErrorRecorder(recorder.Address);
        nint seen = api.GetErrorRecorder();
        if (seen != recorder.Address)
        {
            return "IBuilder.getErrorRecorder gives another recorder";
        }

        using RtxHandle config = new(library.Abi, api.CreateConfig(), builder);
        using RtxHandle network = new(library.Abi, api.CreateNetwork(), builder);
        nint profile = api.CreateProfile();
        return config.IsInvalid || network.IsInvalid || profile == 0
            ? "IBuilder makes no configuration, no network or no profile"
            : Config(new BuilderConfigApi(config)) ?? Profile(new ProfileApi(library.Abi, profile)) ?? Network(library, network);
    }

    private static string? Config(BuilderConfigApi config)
    {
        uint before = config.GetFlags();
        config.SetFlag(RtxBuilderFlag.Debug);
        uint with = config.GetFlags();
        config.ClearFlag(RtxBuilderFlag.Debug);
        return with == (before | (1u << (int)RtxBuilderFlag.Debug)) && config.GetFlags() == before
            ? null
            : "IBuilderConfig.getFlags does not give the flags that were set";
    }

    private static string? Profile(ProfileApi profile)
    {
        fixed (byte* name = "input\0"u8)
        {
            RtxDims dims = RtxDims.From([2, 3]);
            RtxDims back = profile.SetDimensions(name, 1, dims) ? profile.GetDimensions(name, 1) : default;
            return back.Rank == 2 && back.Values[0] == 2 && back.Values[1] == 3
                ? null
                : "IOptimizationProfile.getDimensions does not give the shape that was set";
        }
    }

    private static string? Network(RtxLibrary library, RtxHandle network)
    {
        using RtxHandle parser = library.CreateParser(network);
        NetworkApi api = new(network);
        return api.GetInputCount() == 0 && api.GetOutputCount() == 0 && api.GetLayerCount() == 0
                && new ParserApi(parser).GetErrorCount() == 0
            ? null
            : "an empty network is not empty";
    }

    private static string? Runtime(RtxLibrary library, RtxErrorRecorder recorder)
    {
        using RtxHandle runtime = library.CreateRuntime();
        RuntimeApi api = new(runtime);
        api.SetErrorRecorder(recorder.Address);
        long header = api.GetHeaderByteLength();
        return api.GetLogger() == library.Logger.Address && header is > 0 and <= 4096
            ? null
            : "IRuntime gives another logger, or no size of an engine's header";
    }
}
