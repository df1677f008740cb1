using TypedRtx.Backends;
using TypedRtx.Caching;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>What the library made of a model is kept, and the next start begins with that.</summary>
public sealed class KeptModelTests
{
    private const string StartedFromKept = "started from its optimised form";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_second_start_begins_with_what_the_first_one_kept(bool isLarge)
    {
        using KeptModelCase model = new(isLarge);
        float[] expected = model.Fill();
        Assert.DoesNotContain(StartedFromKept, model.Messages, StringComparison.Ordinal);

        // The graph, and its weights.
        Assert.Equal(2, model.Entries.Count);

        model.Start(started =>
        {
            Assert.Contains(StartedFromKept, model.Messages, StringComparison.Ordinal);
            Near(expected, started.Run(3));
            (started.Session as KeptSession)?.Settle(CancellationToken.None);
            Assert.Equal(expected, started.Run(3));
        });
        Assert.Equal(2, model.Entries.Count);
    }

    [Fact]
    public void A_session_without_packed_weights_answers_first_and_is_replaced()
    {
        using KeptModelCase model = new(isLarge: true);
        float[] expected = model.Fill();
        model.Start(started =>
        {
            KeptSession session = Assert.IsType<KeptSession>(started.Session);
            OrtSession first = session.Current;
            using ISessionBinding binding = session.CreateBinding();
            Near(expected, started.Run(binding, 3));
            session.Settle(CancellationToken.None);
            Assert.NotSame(first, session.Current);
            Assert.Equal(expected, started.Run(binding, 3));
            Assert.Equal(expected.Length / 3 * 5, started.Run(binding, 5).Length);
            Assert.True(session.OpeningTime > TimeSpan.Zero);
        });
    }

    [Fact]
    public void The_first_session_is_replaced_in_a_pause_of_runs()
    {
        using KeptModelCase model = new(isLarge: true);
        model.Fill();
        model.Start(started =>
        {
            KeptSession session = Assert.IsType<KeptSession>(started.Session);
            Assert.False(session.IsSettled);
            started.Run(3);
            Assert.True(SpinWait.SpinUntil(() => session.IsSettled, TimeSpan.FromSeconds(60)), "The runs paused for a minute.");
        });
    }

    [Fact]
    public void Small_models_and_those_that_are_never_specialised_have_one_session()
    {
        using KeptModelCase small = new(isLarge: false);
        small.Fill();
        small.Start(started => Assert.IsType<OrtSession>(started.Session));

        using KeptModelCase large = new(isLarge: true);
        float[] expected = large.Fill();
        large.Start(
            started =>
            {
                Assert.IsType<OrtSession>(started.Session);
                Assert.Equal(expected, started.Run(3));
            },
            specialization: Specialization.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Specialised_sessions_come_from_what_was_kept(bool isLarge)
    {
        using KeptModelCase model = new(isLarge);
        float[] expected = model.Fill();
        model.Start(started =>
        {
            using IInferenceSession three = started.Backend.Open(started.Artefact, started.Request, [3], CancellationToken.None);
            using IInferenceSession two = started.Backend.Open(started.Artefact, started.Request, [2], CancellationToken.None);
            Assert.Equal(expected, started.Run(three, 3));
            Near(expected.AsSpan(0, expected.Length / 3 * 2).ToArray(), started.Run(two, 2));
        });
        Assert.DoesNotContain("specialises the model itself", model.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_outlive_what_they_were_made_of()
    {
        using KeptModelCase model = new(isLarge: true);
        float[] expected = model.Fill();
        IInferenceSession? kept = null;
        ISessionBinding? binding = null;
        KeptModelCase.Started? last = null;
        model.Start(started =>
        {
            kept = started.Backend.Open(started.Artefact, started.Request, [3], CancellationToken.None);
            binding = kept.CreateBinding();
            last = started;
        });
        Assert.Equal(expected, last!.Run(binding!, 3));
        binding!.Dispose();
        kept!.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_damaged_entry_is_put_aside_and_kept_anew(int entry)
    {
        using KeptModelCase model = new(isLarge: false);
        float[] expected = model.Fill();
        string path = model.Entries[entry];
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^5000] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(expected, model.Fill());
        Assert.DoesNotContain(StartedFromKept, model.Messages, StringComparison.Ordinal);
        Assert.Equal(2, model.Entries.Count);
        model.Start(started => Assert.Equal(expected, started.Run(3)));
        Assert.Contains(StartedFromKept, model.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_whose_weights_are_gone_is_kept_anew()
    {
        using KeptModelCase model = new(isLarge: false);
        float[] expected = model.Fill();
        File.Delete(model.Entries.MaxBy(path => new FileInfo(path).Length)!);
        Assert.Equal(expected, model.Fill());
        Assert.Equal(2, model.Entries.Count);
    }

    [Fact]
    public void What_the_library_does_not_take_is_put_aside()
    {
        using KeptModelCase model = new(isLarge: false);
        float[] expected = model.Fill();
        CacheKey? key = null;
        model.Start(started => key = KeptModelKeys.OfModel(
            started.Request.Identity.Hash(), OrtEnvironment.Get(started.Request.Options).Library));
        Assert.True(model.Store().Write(key!, stream => KeptModelRecord.Refused("").Write(stream, new byte[100])));

        model.Start(started =>
        {
            Assert.Equal(expected, started.Run(3));
            started.WaitForKeeper();
        });
        Assert.Contains("ONNX Runtime does not take it", model.Messages, StringComparison.Ordinal);
        model.Start(started => Assert.Equal(expected, started.Run(3)));
    }

    [Fact]
    public void A_model_that_cannot_be_kept_is_not_tried_again()
    {
        using KeptModelCase model = new(isLarge: false);
        CacheKey? key = null;
        model.Start(started => key = KeptModelKeys.OfModel(
            started.Request.Identity.Hash(), OrtEnvironment.Get(started.Request.Options).Library));
        Assert.True(model.Store().Write(key!, stream => KeptModelRecord.Refused("no").Write(stream, [])));
        Assert.NotEmpty(model.Fill());
        Assert.Single(model.Entries);
    }

    [Fact]
    public void Nothing_is_written_to_a_cache_that_is_only_read()
    {
        using KeptModelCase model = new(isLarge: false);
        float[] expected = [];
        model.Start(
            started =>
            {
                expected = started.Run(3);
                started.WaitForKeeper();
            },
            CacheMode.ReadOnly);
        Assert.Empty(model.Entries);

        model.Fill();
        model.Start(started => Assert.Equal(expected, started.Run(3)), CacheMode.ReadOnly);
        Assert.Contains(StartedFromKept, model.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_of_the_same_length_is_another()
    {
        using KeptModelCase model = new(isLarge: false);
        float[] expected = model.Fill();
        byte[] retrained = KeptModelCase.Model(32, scale: 2);
        model.Start(started => Assert.NotEqual(expected, started.Run(3)), bytes: retrained);
        Assert.DoesNotContain(StartedFromKept, model.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposal_ends_what_is_under_way()
    {
        using KeptModelCase model = new(isLarge: true);
        for (int i = 0; i < 5; i++)
        {
            model.Start(started => started.Run(3));
        }

        Assert.NotEmpty(model.Fill());
        for (int i = 0; i < 5; i++)
        {
            model.Start(started => started.Run(3));
            model.Start(_ => { });
        }
    }

    [Fact]
    public async Task Runs_are_right_while_sessions_are_replaced()
    {
        using KeptModelCase model = new(isLarge: true);
        float[] expected = model.Fill();
        for (int round = 0; round < 5; round++)
        {
            Task[] threads = [];
            model.Start(started =>
            {
                threads = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
                {
                    using ISessionBinding binding = started.Session.CreateBinding();
                    for (int i = 0; i < 30; i++)
                    {
                        Near(expected, started.Run(binding, 3));
                    }
                }))];
                Task.WhenAll(threads).Wait(TestContext.Current.CancellationToken);
            });
            await Task.WhenAll(threads);
        }
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 1e-5f * largest, $"{i}: expected {expected[i]}, found {actual[i]}.");
        }
    }
}
