using TypedRtx.Backends;
using TypedRtx.Cuda.Native;
using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

public sealed class DeviceMemoryTests : DoubleTests
{
    [Fact]
    public void Bytes_come_back_from_where_they_were_put()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        using DeviceMemory memory = DeviceMemory.Allocate(stream, 8);
        memory.Clear();
        memory.Write(3, [1, 2, 3]);

        byte[] read = new byte[8];
        memory.Read(0, read);

        Assert.Equal([0, 0, 0, 1, 2, 3, 0, 0], read);
    }

    [Fact]
    public void Memory_of_no_bytes_has_an_address()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        using DeviceMemory memory = DeviceMemory.Allocate(stream, 0);

        Assert.NotEqual(0, memory.Address);
        Assert.Equal(0, memory.ByteLength);
        memory.Read(0, []);
        memory.Clear();
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 4)]
    [InlineData(2, 4)]
    [InlineData(4, 7)]
    public void Rows_are_copied_as_on_the_host(long sourcePitch, long destinationPitch)
    {
        MemoryRows rows = new(3, 2, sourcePitch, destinationPitch);
        byte[] content = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        using DeviceMemory source = DeviceMemory.Allocate(stream, 20);
        using DeviceMemory target = DeviceMemory.Allocate(stream, 20);
        using HostMemory hostSource = HostMemory.Allocate(20);
        using HostMemory hostTarget = HostMemory.Allocate(20);
        source.Write(0, content);
        hostSource.Write(0, content);
        target.Clear();

        source.CopyTo(target, rows);
        hostSource.CopyTo(hostTarget, rows);

        byte[] read = new byte[20];
        target.Read(0, read);
        Assert.Equal(hostTarget.Bytes.ToArray(), read);
    }

    [Fact]
    public void Bytes_outside_are_refused()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        using DeviceMemory memory = DeviceMemory.Allocate(stream, 8);

        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write(6, [1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read(-1, new byte[1]));
    }

    [Fact]
    public void Memory_outlives_the_handles_that_it_was_made_with()
    {
        CudaContext context = CudaContext.Retain(Device);
        CudaStream stream = CudaStream.Create(context);
        using DeviceMemory memory = DeviceMemory.Allocate(stream, 4);
        stream.Dispose();
        context.Dispose();

        memory.Write(0, [1, 2, 3, 4]);

        byte[] read = new byte[4];
        memory.Read(0, read);
        Assert.Equal([1, 2, 3, 4], read);
    }

    [Fact]
    public void Disposed_memory_says_so()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        DeviceMemory memory = DeviceMemory.Allocate(stream, 4);
        memory.Dispose();
        memory.Dispose();

        Assert.Throws<ObjectDisposedException>(memory.Clear);
    }

    [Fact]
    public void Lack_of_memory_is_told_with_size_and_advice()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        Double.Fail("cuMemAlloc_v2", RtxDoubleFailure.OutOfMemory);

        CudaException error = Assert.Throws<CudaException>(() => DeviceMemory.Allocate(stream, 1 << 20));

        Assert.Equal(CudaResult.OutOfMemory, error.Result);
        Assert.Contains("could not allocate 1048576 bytes on GPU 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("MiB are free. Free memory of the GPU", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_memory_is_locked_where_that_pays()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using HostMemory small = LockedHostMemory.AllocateOrPlain(context, 1000);
        using HostMemory large = LockedHostMemory.AllocateOrPlain(context, LockedHostMemory.SmallestByteLength);

        Assert.Equal((MemoryKind.Host, MemoryKind.Pinned), (small.Kind, large.Kind));
        Assert.Equal(0, large.Address % Environment.SystemPageSize);
        Assert.Equal(1, Double.CallCount("cuMemHostRegister_v2"));
        large.Dispose();
        large.Dispose();
        Assert.Equal(1, Double.CallCount("cuMemHostUnregister"));
    }

    [Fact]
    public void Host_memory_that_cannot_be_locked_is_plain()
    {
        using CudaContext context = CudaContext.Retain(Device);
        Double.Fail("cuMemHostRegister_v2", RtxDoubleFailure.Error);

        using HostMemory memory = LockedHostMemory.AllocateOrPlain(context, 1 << 20);

        Assert.Equal(MemoryKind.Host, memory.Kind);
    }

    [Fact]
    public void Event_measures_between_two_marks()
    {
        using CudaContext context = CudaContext.Retain(Device);
        using CudaStream stream = CudaStream.Create(context);
        using CudaEvent start = CudaEvent.Create(context, measures: true);
        using CudaEvent end = CudaEvent.Create(context, measures: true);
        start.Record(stream);
        end.Record(stream);
        stream.Wait(end);
        end.Synchronize();

        Assert.InRange(end.MillisecondsSince(start), 0, float.MaxValue);
    }
}
