using TypedRtx.Backends;
using TypedRtx.Cuda.Native;
using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

/// <summary>What a recorded run copies from the host is what was there when it was recorded.</summary>
public sealed unsafe class RecordedCopiesTests : DoubleTests
{
    private const int Length = 16;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Launch_copies_what_was_there_when_it_was_recorded(bool isUnified)
    {
        Double.Set("recorded_copies_unified", isUnified ? 1 : 0);
        using Recorded recorded = new(Device);
        recorded.Host.Bytes.Fill(7);
        using CudaGraph graph = recorded.Record();
        for (byte other = 1; other < 3; other++)
        {
            recorded.Host.Bytes.Fill(other);
            Assert.Equal(Enumerable.Repeat((byte)7, Length), recorded.Launch(graph));
        }
    }

    [Fact]
    public void Recording_without_copies_takes_no_memory()
    {
        using CudaContext cuda = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(cuda);
        using DeviceBlock block = DeviceBlock.Allocate(cuda, Length);
        long allocations = Double.CallCount("cuMemAlloc_v2");
        CudaGraph.Record(stream, () =>
        {
            stream.Clear(block.Pointer, Length);
            return true;
        }, out nint pointer);
        using CudaGraph graph = CudaGraph.Instantiate(stream, pointer);
        Assert.Equal(allocations, Double.CallCount("cuMemAlloc_v2"));
    }

    [Fact]
    public void Run_that_copies_to_the_host_is_refused()
    {
        Double.Set("recorded_copies_to_host", 1);
        using Recorded recorded = new(Device);
        CudaException error = Assert.Throws<CudaException>(() => recorded.Record());
        Assert.Contains("copies to the host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_that_copies_from_memory_that_is_not_locked_is_refused()
    {
        using Recorded recorded = new(Device, isLocked: false);
        CudaException error = Assert.Throws<CudaException>(() => recorded.Record());
        Assert.Contains("not locked", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuGraphGetNodes")]
    [InlineData("cuGraphNodeGetType")]
    [InlineData("cuGraphMemcpyNodeGetParams")]
    [InlineData("cuGraphMemcpyNodeSetParams")]
    [InlineData("cuPointerGetAttribute")]
    [InlineData("cuMemAlloc_v2")]
    [InlineData("cuMemcpyHtoDAsync_v2")]
    [InlineData("cuStreamSynchronize")]
    [InlineData("cuGraphInstantiateWithFlags")]
    public void Driver_that_fails_leaves_nothing(string call)
    {
        using Recorded recorded = new(Device);
        Assert.Throws<CudaException>(() => recorded.Record(() => Double.Fail(call, RtxDoubleFailure.Null)));
    }

    /// <summary>A stream whose recorded run copies from locked memory of the host.</summary>
    private sealed class Recorded : IDisposable
    {
        private readonly CudaContext _cuda;
        private readonly CudaStream _stream;
        private readonly DeviceBlock _target;

        public Recorded(CudaDevice device, bool isLocked = true)
        {
            _cuda = CudaContext.Retain(device);
            _stream = CudaStream.Create(_cuda);
            _target = DeviceBlock.Allocate(_cuda, Length);
            Host = isLocked ? LockedHostMemory.Allocate(_cuda, Length) : HostMemory.Allocate(Length);
        }

        public HostMemory Host { get; }

        public CudaGraph Record(Action? recorded = null)
        {
            CudaResult result = CudaGraph.Record(_stream, () =>
            {
                _stream.Upload(_target.Pointer, (void*)Host.Address, Length);
                return true;
            }, out nint graph);
            Assert.Equal(CudaResult.Success, result);
            recorded?.Invoke();
            return CudaGraph.Instantiate(_stream, graph);
        }

        public byte[] Launch(CudaGraph graph)
        {
            graph.Launch(_stream);
            byte[] copied = new byte[Length];
            fixed (byte* first = copied)
            {
                _stream.Download(first, _target.Pointer, Length);
                _stream.Synchronize();
            }

            return copied;
        }

        public void Dispose()
        {
            Host.Dispose();
            _target.Dispose();
            _stream.Dispose();
            _cuda.Dispose();
        }
    }
}
