using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.State;

/// <summary>State that goes from step to step, through generated classes on the real backend.</summary>
public sealed class StateTests : IDisposable
{
    private const string Use = """
        namespace Generated;

        using System;
        using System.Linq;
        using TypedRtx;

        public static class Use
        {
            // What the state tells: length, sums of both heads, mask, positions.
            public static string Steps(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 8);
                string text = Show(state.Step(new float[] { 1, 2, 10, 20 }));
                text += Show(state.Step(new float[] { 3, 30 }));
                using Decoder.State fork = state.Fork();
                text += Show(state.Step(new float[] { 4, 40 }));
                text += Show(fork.Step(new float[] { 5, 50 }));
                state.Rewind(1);
                text += Show(state.Step(new float[] { 6, 60 }));
                state.Reset();
                return text + Show(state.Step(new float[] { 7, 70 }));
            }

            // Both rows of a batch, and a mask and positions of the caller's own.
            public static string Given(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 2, capacity: 4);
                string text = Show(state.Step(new float[] { 1, 2, 3, 4 }, attentionMask: new long[] { 1, 0 }, positionIds: new long[] { 7, 8 }));
                return text + Show(state.Step(new float[] { 1, 2, 3, 4 }));
            }

            public static string Recurrent(string path)
            {
                using Recurrent model = Generated.Recurrent.LoadFrom(path);
                using Recurrent.State state = model.NewState(batch: 1);
                state.Step(new float[] { 1, 2, 3 });
                using Recurrent.State fork = state.Fork();
                float both = state.Step(new float[] { 10, 20, 30 }).Y[0, 2];
                float one = fork.Step(new float[] { 0, 0, 0 }).Y[0, 2];
                state.Reset();
                return $"{both} {one} {state.Step(new float[] { 0, 0, 1 }).Y[0, 2]}";
            }

            // A state that begins with what runs without one gave.
            public static string Restored(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                System.Numerics.Tensors.Tensor<float>[] empty = [System.Numerics.Tensors.Tensor.Create(new float[0], [1, 2, 0, 1]), System.Numerics.Tensors.Tensor.Create(new float[0], [1, 2, 0, 1])];
                using Decoder.Outputs first = model.Run(new float[] { 1, 2, 10, 20 }, new long[] { 1, 1 }, new long[] { 0, 1 }, empty, batch: 1);
                using Decoder.State state = model.NewState(batch: 1, capacity: 4);
                state.Step(new float[] { 9, 9 });
                state.Restore(first.PresentKey.ToTensors());
                return $"{state.Length} " + Show(state.Step(new float[] { 3, 30 }));
            }

            public static string RestoredHidden(string path)
            {
                using Recurrent model = Generated.Recurrent.LoadFrom(path);
                using Recurrent.State state = model.NewState(batch: 1);
                state.Restore(h0: new float[] { 1, 2, 3 });
                return $"{state.Step(new float[] { 0, 0, 1 }).Y[0, 2]}";
            }

            public static void RestoreTooMuch(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                System.Numerics.Tensors.Tensor<float> past = System.Numerics.Tensors.Tensor.Create(new float[10], [1, 2, 5, 1]);
                using Decoder.State state = model.NewState(batch: 1, capacity: 4);
                state.Restore([past, past]);
            }

            public static void Full(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 3);
                state.Step(new float[] { 1, 2, 10, 20 });
                try
                {
                    state.Step(new float[] { 1, 2, 10, 20 });
                }
                finally
                {
                    // The step that failed changed nothing.
                    if (Show(state.Step(new float[] { 3, 30 })) != "3: 6 60, 3, 2; ")
                    {
                        throw new InvalidOperationException("changed");
                    }
                }
            }

            public static void Contradicting(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 2, capacity: 3);
                state.Step(new TensorView<float>(new float[2], [1, 2, 1, 1]));
            }

            public static void TooEarly(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 3);
                _ = state.Sum;
            }

            public static void AfterDispose(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                Decoder.State state = model.NewState(batch: 1, capacity: 3);
                state.Dispose();
                state.Dispose();
                state.Step(new float[2]);
            }

            public static void AfterModel(string path)
            {
                Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 3);
                model.Dispose();
                state.Step(new float[2]);
            }

            public static void RewindTooFar(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 3);
                state.Rewind(1);
            }

            public static void NoCapacity(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                model.NewState(batch: 1, capacity: 0);
            }

            public static long Bytes(string path)
            {
                using Decoder model = Decoder.LoadFrom(path);
                using Decoder.State state = model.NewState(batch: 1, capacity: 64);
                float[] data = [1, 2];
                long best = long.MaxValue;
                for (int round = 0; round < 60 && best > 0; round++)
                {
                    state.Reset();
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    for (int i = 0; i < 64; i++)
                    {
                        state.Step(data);
                    }

                    best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
                }

                return best;
            }

            private static string Show(Decoder.State state) =>
                $"{state.Length}: {state.Sum[0, 0, 0, 0]} {state.Sum[0, 1, 0, 0]}, {state.Seen[0, 0]}, {string.Join(" ", state.Positions.ToArray())}; ";
        }
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public void Steps_go_on_where_the_last_one_ended() => Assert.Equal(
        "2: 3 30, 2, 0 1; 3: 6 60, 3, 2; 4: 10 100, 4, 3; 4: 11 110, 4, 3; 2: 7 70, 2, 1; 1: 7 70, 1, 0; ",
        Call("Steps"));

    [Fact]
    public void What_is_given_is_not_filled() => Assert.Equal("1: 1 2, 1, 7 8; 2: 2 4, 2, 1 1; ", Call("Given"));

    [Fact]
    public void Hidden_state_begins_with_zeros_and_is_kept() => Assert.Equal("-33 -3 -1", Call("Recurrent"));

    [Fact]
    public void State_goes_on_from_what_is_restored() => Assert.Equal("2 3: 6 60, 3, 2; ", Call("Restored"));

    [Fact]
    public void Hidden_state_begins_with_what_is_restored() => Assert.Equal("-4", Call("RestoredHidden"));

    [Fact]
    public void State_without_room_for_what_is_restored_says_so() =>
        Assert.Equal(5, Assert.Throws<StateCapacityException>(() => Call("RestoreTooMuch")).Needed);

    [Fact]
    public void Step_without_room_tells_lengths_and_ways_out_and_changes_nothing()
    {
        StateCapacityException error = Assert.Throws<StateCapacityException>(() => Call("Full"));

        Assert.Equal(
            "Decoder: the state holds 2 of 3 positions, and the step needs 4. Make it larger with NewState(…, capacity), or cut it back with Rewind or Reset.",
            error.Message);
        Assert.Equal((3, 2, 4L), (error.Capacity, error.Length, error.Needed));
    }

    [Fact]
    public void Input_of_another_batch_than_the_state_is_told() => Assert.Contains(
        "axis 0 of input 'x' makes 'batch' 1, but the state bound it to 2",
        Assert.Throws<TensorShapeException>(() => Call("Contradicting")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Output_before_the_first_step_is_told() => Assert.Equal(
        "Decoder: output 'sum' is there after a Step that succeeded.",
        Assert.Throws<InvalidOperationException>(() => Call("TooEarly")).Message);

    [Theory]
    [InlineData("AfterDispose")]
    [InlineData("AfterModel")]
    public void Step_after_disposal_is_told(string method) => Assert.Throws<ObjectDisposedException>(() => Call(method));

    [Theory]
    [InlineData("RewindTooFar")]
    [InlineData("NoCapacity")]
    public void Lengths_out_of_range_are_told(string method) => Assert.Throws<ArgumentOutOfRangeException>(() => Call(method));

    [Fact]
    public void Steps_allocate_nothing() => Assert.Equal(0L, Call("Bytes"));

    public void Dispose() => _folder.Dispose();

    private object? Call(string method)
    {
        GeneratedModel decoder = GeneratedModel.Save(_folder, "Decoder", StateModels.Decoder());
        GeneratedModel recurrent = GeneratedModel.Save(_folder, "Recurrent", StateModels.Recurrent());
        using GeneratedProject project = GeneratedProject.Compile([decoder, recurrent], Use);
        return project.Call("Use", method, method is "Recurrent" or "RestoredHidden" ? recurrent.Path : decoder.Path);
    }
}
