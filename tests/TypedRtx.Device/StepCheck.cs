using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device;

/// <summary>Where the time of a decoder's step goes, whose past grows by one each time.</summary>
internal static class StepCheck
{
    private const int Steps = 200;

    public static bool Run(string path, string profile, string dimsText, string growing, string library)
    {
        foreach ((string strategy, bool isForSteps) in (IEnumerable<(string, bool)>)[("none", true), ("none+graph", false), ("lazy", false), ("lazy+graph", false)])
        {
            ModelOptions options = Setup.Options(library, strategy, "/tmp/typedrtx-cache");
            ModelDescriptor descriptor = GenericModel.Describe(path, profile);
            int[] dims = Setup.Dims(descriptor, dimsText);
            int symbol = descriptor.Plan.Symbols.ToList().FindIndex(one => one.Name == growing);
            TensorRtRtxBackend backend = new();
            BackendRequest request = new(descriptor, ModelSource.FromFile(path), options) { Cache = CacheStores.For(options) };
            using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
            using RtxSession session = (RtxSession)backend.Open(artefact, request, [], CancellationToken.None);
            int from = dims[symbol];
            dims[symbol] = from + Steps;
            using BareContext bare = new(session, descriptor, dims, isForSteps);
            List<(double Shapes, double Infer, double Enqueue, double Wait)> times = [];
            for (int i = 0; i < Steps; i++)
            {
                dims[symbol] = from + i;
                times.Add(bare.Step(dims));
            }

            double Of(Func<(double Shapes, double Infer, double Enqueue, double Wait), double> part) =>
                times.Skip(20).Select(part).Order().ElementAt((Steps - 20) / 2);
            Console.WriteLine(FormattableString.Invariant(
                $"step {descriptor.Name} {strategy}: shapes {Of(t => t.Shapes):F3} ms, infer {Of(t => t.Infer):F3}, enqueue {Of(t => t.Enqueue):F3}, wait {Of(t => t.Wait):F3}"));
        }

        return true;
    }
}
