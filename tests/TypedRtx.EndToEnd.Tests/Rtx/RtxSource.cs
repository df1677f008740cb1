namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>C# that uses the generated classes, as a program does.</summary>
internal static class RtxSource
{
    public const string Text = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using TypedRtx;

        namespace Generated
        {
            [OptimizationProfile("small", "batch=1..2..4")]
            [OptimizationProfile("large", "batch=1..8..16")]
            sealed partial class Chat;

            [OptimizationProfile("chat", "batch=1", "sequence=1..1..4", "past=0..4..16")]
            sealed partial class Told;

            public static class Use
            {
                public static OptimizationProfile Small => Chat.Profiles.Small;

                public static IDisposable OpenSum(ModelOptions options) => Sum.Load(options);

                public static IDisposable OpenChat(ModelOptions options) => Chat.Load(options);

                public static IDisposable OpenFixed(ModelOptions options) => Fixed.Load(options);

                public static IDisposable OpenUnsupported(ModelOptions options) => Unsupported.Load(options);

                public static float[] RunSum(IDisposable model, int batch)
                {
                    using Sum.Outputs outputs = ((Sum)model).Run(Values(batch * 3, 1), Values(batch * 3, 10), batch: batch);
                    return outputs.Z.ToArray();
                }

                public static float[] RunChat(IDisposable model, int batch)
                {
                    using Chat.Outputs outputs = ((Chat)model).Run(Values(batch * 3, 1), Values(batch * 3, 10), batch: batch);
                    return outputs.Z.ToArray();
                }

                public static Task WarmSum(IDisposable model, int batch) => ((Sum)model).WarmAsync(new Sum.Dims(batch));

                public static Task WarmChat(IDisposable model, int batch) => ((Chat)model).WarmAsync(new Chat.Dims(batch));

                public static float[] RunFixed(IDisposable model)
                {
                    using Fixed.Outputs outputs = ((Fixed)model).Run(Values(3, 1));
                    return outputs.Z.ToArray();
                }

                public static float RunUnsupported(IDisposable model)
                {
                    using Unsupported.Outputs outputs = ((Unsupported)model).Run(new float[] { 1, 2, 3, 4 });
                    return outputs.Z;
                }

                // What a device binding computes from what another one computed.
                public static float[] OnDevice(IDisposable model, int batch)
                {
                    using Chat.DeviceBinding first = ((Chat)model).BindDevice(batch);
                    using Chat.DeviceBinding second = ((Chat)model).BindDevice(batch);
                    first.X.CopyFrom(Values(batch * 3, 1));
                    first.Y.CopyFrom(Values(batch * 3, 10));
                    first.Run();
                    second.X.CopyFrom(first.Z);
                    second.Y.CopyFrom(first.Y);
                    second.Run();
                    return [(float)first.Z.Kind, .. second.Z.ToArray()];
                }

                public static Action DeviceRuns(IDisposable model, List<IDisposable> owned)
                {
                    Chat.DeviceBinding binding = ((Chat)model).BindDevice(2);
                    owned.Add(binding);
                    float[] values = Values(6, 1);
                    float[] results = new float[6];
                    return () =>
                    {
                        binding.X.CopyFrom(values);
                        binding.Run();
                        binding.Z.CopyTo(results);
                    };
                }

                // Every way in which a state goes on, and what each step gave.
                public static float[][] Steps(ModelOptions options)
                {
                    using Told model = Told.Load(options);
                    using Told.State state = model.NewState(batch: 1, capacity: 16);
                    List<float[]> told = [Show(state.Step(Values(4, 0.1f)))];
                    told.Add(Show(state.Step([0.5f, 1])));
                    using Told.State fork = state.Fork();
                    told.Add(Show(state.Step([1.5f, -1])));
                    told.Add(Show(fork.Step([0.25f, 2])));
                    state.Rewind(1);
                    told.Add(Show(state.Step([0.75f, 3])));
                    state.Reset();
                    told.Add(Show(state.Step([0.1f, 0.2f])));
                    System.Numerics.Tensors.Tensor<float> past = System.Numerics.Tensors.Tensor.Create(new float[] { 1, 2, 3, 4 }, [1, 2, 2, 1]);
                    state.Restore([past, past]);
                    told.Add(Show(state.Step([0.3f, 0.4f])));
                    return [.. told];
                }

                // Compiled kernels that steps of lengths never seen before add.
                public static long StepCost(ModelOptions options, Func<long> compiled)
                {
                    using Told model = Told.Load(options);
                    using Told.State state = model.NewState(batch: 1, capacity: 16);
                    state.Step([0.5f, 1]);
                    long before = compiled();
                    for (int i = 0; i < 8; i++)
                    {
                        state.Step([0.5f, 1]);
                    }

                    return compiled() - before;
                }

                private static float[] Show(Told.State step) => [.. step.Mixed.ToArray(), .. step.Positions.ToArray()];

                private static float[] Values(int count, float factor) => [.. Enumerable.Range(1, count).Select(i => i * factor)];
            }
        }
        """;
}
