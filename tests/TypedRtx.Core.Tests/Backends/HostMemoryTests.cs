using System.Runtime.CompilerServices;
using TypedRtx.Backends;

namespace TypedRtx.Tests.Backends;

public sealed class HostMemoryTests
{
    private const int Page = 4096;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Page)]
    [InlineData(Page + 1)]
    public void Memory_of_pages_begins_at_one_and_holds_zeros(int byteLength)
    {
        LockedMemory memory = new(byteLength, []);

        Assert.Equal(0, memory.Address % Page);
        Assert.Equal((MemoryKind.Pinned, (long)byteLength, byteLength), (memory.Kind, memory.ByteLength, memory.Bytes.Length));
        Assert.Equal(-1, memory.Bytes.IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1L << 31)]
    [InlineData(long.MaxValue - Page)]
    public void Lengths_that_no_array_holds_are_refused(long byteLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockedMemory(byteLength, []));

    [Fact]
    public void Unlocked_memory_stays_readable()
    {
        List<string> log = [];
        LockedMemory memory = new(8, log);
        Span<byte> span = memory.Bytes;
        span[3] = 7;
        memory.Dispose();
        memory.Dispose();

        Assert.Equal(["unlock"], log);
        Assert.Equal((7, 7), (span[3], memory.Bytes[3]));
    }

    [Fact]
    public void Forgotten_memory_is_unlocked_before_its_block_is_collected()
    {
        List<string> log = [];
        WeakReference block = Forget(log);
        for (int i = 0; i < 10 && log.Count == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(["unlock, the first byte is 42"], log);
        Assert.False(block.IsAlive);
    }

    [Fact]
    public void Both_kinds_of_host_memory_reach_each_other()
    {
        HostMemory plain = HostMemory.Allocate(4);
        LockedMemory locked = new(4, []);
        plain.Bytes[1] = 5;
        plain.CopyTo(locked, MemoryRows.Single(4));

        Assert.True(plain.Reaches(locked) && locked.Reaches(plain));
        Assert.False(plain.Reaches(FakeDeviceMemory.Allocate(new FakeDevice(), 4)));
        Assert.Equal(5, locked.Bytes[1]);
    }

    [Fact]
    public void Runs_bindings_and_states_take_the_sessions_memory_and_unlock_it()
    {
        List<string> log = [];
        int locked = 0;
        FakeEngine engine = new(Kernels.Append)
        {
            HostAllocator = byteLength =>
            {
                locked++;
                return new LockedMemory(byteLength, log);
            },
        };
        AnyModel model = AnyModel.Open(
            engine,
            "input \"x\" float32[batch, s]",
            "input \"past\" float32[batch, p]",
            "output \"sum\" float32[batch]",
            "output \"present\" float32[batch, p + s]");
        TensorView<float> x = new([1], [1, 1]);
        model.Run(x, x).Dispose();
        using (AnyModel.Binding binding = model.Bind(1, 1, 1))
        {
            binding.Run(TestContext.Current.CancellationToken);
        }

        using (AnyModel.State state = model.NewState(2, 1, -1, -1))
        {
            state.Step(x);
        }

        Assert.Equal(4 + 4 + 2, locked);
        model.Dispose();

        Assert.Equal(locked, log.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget(List<string> log)
    {
        LockedMemory memory = new(Page, log) { TellsContent = true };
        memory.Bytes[0] = 42;
        return new WeakReference(memory);
    }

    /// <summary>Memory as a backend makes it that locks pages.</summary>
    private sealed class LockedMemory(long byteLength, List<string> log) : HostMemory(MemoryKind.Pinned, byteLength, Page)
    {
        private bool _isUnlocked;

        ~LockedMemory() => Dispose(disposing: false);

        public bool TellsContent { get; init; }

        protected override void Dispose(bool disposing)
        {
            if (!_isUnlocked)
            {
                _isUnlocked = true;
                log.Add(TellsContent ? $"unlock, the first byte is {Bytes[0]}" : "unlock");
            }
        }
    }
}
