using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Says to the library how an engine is built: profiles, GPUs, limits.</summary>
internal static unsafe class EngineConfig
{
    /// <summary>Makes the configuration of a request.</summary>
    /// <exception cref="EngineBuildException">The request does not fit the model or the library.</exception>
    public static RtxHandle Create(
        RtxLibrary library, RtxHandle builder, EngineNetwork network, EngineBuildRequest request, EngineModel model, RtxErrorRecorder recorder)
    {
        nint pointer = new BuilderApi(builder).CreateConfig();
        if (pointer == 0)
        {
            throw BuildErrors.OfBuilder(model, library, recorder.Take());
        }

        RtxHandle config = new(library.Abi, pointer, builder);
        try
        {
            BuilderConfigApi api = new(config);
            if (!request.AllowTf32)
            {
                api.ClearFlag(RtxBuilderFlag.Tf32);
            }

            if (request.WorkspaceLimit is { } limit)
            {
                api.SetWorkspaceLimit(limit);
            }

            if (!new BuilderApi(builder).SetMaxThreads(request.Threads ?? Environment.ProcessorCount))
            {
                throw BuildErrors.OfBuilder(model, library, recorder.Take());
            }

            SetComputeCapabilities(library, api, request, model, recorder);
            AddProfiles(library, builder, api, network, request, model, recorder);
            return config;
        }
        catch
        {
            config.Dispose();
            throw;
        }
    }

    private static void SetComputeCapabilities(
        RtxLibrary library, BuilderConfigApi config, EngineBuildRequest request, EngineModel model, RtxErrorRecorder recorder)
    {
        IReadOnlyList<ComputeCapability> capabilities = request.ComputeCapabilities;
        if (capabilities.Count == 0)
        {
            return;
        }

        // After a refusal the library fails in later calls, so nothing is tried on.
        if (!config.SetComputeCapabilityCount(capabilities.Count))
        {
            throw BuildErrors.OfBuilder(model, library, recorder.Take());
        }

        for (int i = 0; i < capabilities.Count; i++)
        {
            if (!config.SetComputeCapability(capabilities[i].Number, i))
            {
                EngineBuildProblem problem = new($"compute capability {capabilities[i]} is none that TensorRT for RTX {library.Version} builds for");
                throw new EngineBuildException(
                    $"'{model.Source.Display}': no engine can be built, because {problem.Message}. Leave the list empty for all GPUs.", [problem]);
            }
        }
    }

    private static void AddProfiles(
        RtxLibrary library,
        RtxHandle builder,
        BuilderConfigApi config,
        EngineNetwork network,
        EngineBuildRequest request,
        EngineModel model,
        RtxErrorRecorder recorder)
    {
        List<NetworkInput> inputs = NetworkInput.Of(library, network, model);
        inputs.ForEach(input => input.ThrowIfNoRank(model));
        inputs.RemoveAll(input => !input.NeedsProfile);
        ThrowIfNoShapes(model, request, inputs);
        OptimizationProfile[] profiles = [.. request.Profiles.Select(profile => Fit(model, profile))];
        if (inputs.Count == 0)
        {
            return;
        }

        // A model whose shapes are all fixed, but for inputs that are shapes, has one profile without symbols.
        if (profiles.Length == 0)
        {
            profiles = model.Plan.Symbols.Count == 0 ? [new OptimizationProfile("fixed")] : throw Undeclared(model);
        }

        foreach (OptimizationProfile fitting in profiles)
        {
            nint pointer = new BuilderApi(builder).CreateProfile();
            if (pointer == 0)
            {
                throw BuildErrors.OfBuilder(model, library, recorder.Take());
            }

            ProfileApi api = new(library.Abi, pointer);
            foreach (NetworkInput input in inputs)
            {
                if (!input.Apply(api, request, model, fitting))
                {
                    throw BuildErrors.OfBuilder(model, library, recorder.Take());
                }
            }

            if (!api.IsValid || config.AddProfile(api.Pointer) < 0)
            {
                throw BuildErrors.OfBuilder(model, library, recorder.Take());
            }
        }
    }

    private static void ThrowIfNoShapes(EngineModel model, EngineBuildRequest request, List<NetworkInput> inputs)
    {
        HashSet<string> shapes = [.. inputs.Where(input => input.IsShape).Select(input => input.Name)];
        EngineBuildProblem[] problems =
        [
            .. request.ShapeValues.Keys.Where(name => !shapes.Contains(name)).Order(StringComparer.Ordinal)
                .Select(name => new EngineBuildProblem($"'{name}' is no input whose values decide shapes")),
        ];
        if (problems.Length > 0)
        {
            string known = shapes.Count == 0 ? "there are none" : $"those are '{string.Join("', '", shapes.Order(StringComparer.Ordinal))}'";
            throw new EngineBuildException(
                $"'{model.Source.Display}': EngineBuildRequest.ShapeValues does not fit the model: "
                + $"{string.Join("; ", problems.Select(problem => problem.Message))} ({known}).",
                problems);
        }
    }

    // Ranges in the order of the model's symbols, whatever order they were given in.
    private static OptimizationProfile Fit(EngineModel model, OptimizationProfile profile)
    {
        Dictionary<string, SymbolRange> ranges = profile.Ranges.ToDictionary(range => range.Symbol, StringComparer.Ordinal);
        List<SymbolRange> ordered = [];
        List<EngineBuildProblem> problems = [];
        foreach (PlannedSymbol symbol in model.Plan.Symbols)
        {
            if (ranges.Remove(symbol.Name, out SymbolRange? range))
            {
                ordered.Add(range);
            }
            else
            {
                problems.Add(new EngineBuildProblem($"'{symbol.Name}' has no range"));
            }
        }

        problems.AddRange(ranges.Keys.Select(name => new EngineBuildProblem($"'{name}' is no free symbol of the model")));
        return problems.Count == 0 ? new OptimizationProfile(profile.Name, [.. ordered]) : throw new EngineBuildException(
            $"'{model.Source.Display}': the profile '{profile}' does not fit the model, whose free symbols are {Symbols(model)}: {string.Join("; ", problems)}.",
            problems);
    }

    private static EngineBuildException Undeclared(EngineModel model)
    {
        EngineBuildProblem problem = new($"its free symbols are {Symbols(model)}, and there is no profile with their lengths");
        string example = string.Join(", ", model.Plan.Symbols.Select(symbol => $"{ProfileExample(symbol.Name)}=1..1..16"));
        return new EngineBuildException(
            $"'{model.Source.Display}': no engine can be built, because {problem.Message}. Give one, for example \"{example}\".", [problem]);
    }

    private static string ProfileExample(string symbol) => new OptimizationProfile(symbol).ToString()[..^2];

    private static string Symbols(EngineModel model) => model.Plan.Symbols.Count == 0
        ? "none"
        : string.Join(", ", model.Plan.Symbols.Select(symbol => $"'{symbol.Name}'"));
}
