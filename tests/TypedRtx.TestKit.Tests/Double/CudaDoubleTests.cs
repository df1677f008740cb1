using System.Runtime.InteropServices;

namespace TypedRtx.TestKit.Tests;

public sealed unsafe class CudaDoubleTests
{
    [Fact]
    public void Memory_goes_up_and_down()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        nint memory = driver.Allocate(16);
        int[] source = [1, 2, 3, 4];
        int[] target = new int[4];

        fixed (int* from = source)
        fixed (int* to = target)
        {
            ((delegate* unmanaged<nint, int*, nuint, int>)driver.Get("cuMemcpyHtoD_v2"))(memory, from, 16);
            ((delegate* unmanaged<int*, nint, nuint, int>)driver.Get("cuMemcpyDtoH_v2"))(to, memory, 16);
        }

        Assert.Equal(source, target);
    }

    [Fact]
    public void Copy_beyond_the_memory_is_a_violation()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        nint memory = driver.Allocate(16);
        byte[] source = new byte[17];

        fixed (byte* from = source)
        {
            Assert.Equal(1, ((delegate* unmanaged<nint, byte*, nuint, int>)driver.Get("cuMemcpyHtoD_v2"))(memory, from, 17));
        }

        Assert.Single(twin.Violations);
    }

    [Fact]
    public void Memory_that_is_not_freed_is_alive()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);

        driver.Allocate(16);

        Assert.Contains("memory 1", twin.Alive);
    }

    [Fact]
    public void Memory_freed_twice_is_a_violation()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        nint memory = driver.Allocate(16);
        var free = (delegate* unmanaged<nint, int>)driver.Get("cuMemFree_v2");

        free(memory);
        free(memory);

        Assert.Single(twin.Violations);
    }

    [Fact]
    public void Memory_beyond_the_total_is_not_there()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        twin.Set("total_memory", 1000);
        nint memory;

        Assert.Equal(2, ((delegate* unmanaged<nint*, nuint, int>)driver.Get("cuMemAlloc_v2"))(&memory, 1001));
    }

    [Fact]
    public void Locked_memory_is_read_when_the_copy_runs()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        nint memory = driver.Allocate(1);
        nint stream = driver.Stream();
        byte* locked;
        ((delegate* unmanaged<byte**, nuint, uint, int>)driver.Get("cuMemHostAlloc"))(&locked, 1, 0);
        *locked = 1;
        twin.Set("delay_microseconds", 100_000);

        ((delegate* unmanaged<nint, byte*, nuint, nint, int>)driver.Get("cuMemcpyHtoDAsync_v2"))(memory, locked, 1, stream);
        *locked = 2;
        ((delegate* unmanaged<byte*, nint, nuint, nint, int>)driver.Get("cuMemcpyDtoHAsync_v2"))(locked, memory, 1, stream);
        ((delegate* unmanaged<nint, int>)driver.Get("cuStreamSynchronize"))(stream);

        Assert.Equal(2, *locked);
    }

    [Fact]
    public void Fault_is_told_by_every_call_after_it()
    {
        using RtxDouble twin = RtxDouble.Create();
        Driver driver = new(twin);
        nint stream = driver.Stream();

        twin.Set("fault", 719);

        Assert.Equal(719, ((delegate* unmanaged<nint, int>)driver.Get("cuStreamSynchronize"))(stream));
    }

    private sealed class Driver
    {
        private readonly nint _library;

        public Driver(RtxDouble twin)
        {
            _library = NativeLibrary.Load(twin.CudaPath);
            nint context;
            ((delegate* unmanaged<uint, int>)Get("cuInit"))(0);
            ((delegate* unmanaged<nint*, int, int>)Get("cuDevicePrimaryCtxRetain"))(&context, 0);
            ((delegate* unmanaged<nint, int>)Get("cuCtxSetCurrent"))(context);
        }

        public nint Get(string name) => NativeLibrary.GetExport(_library, name);

        public nint Allocate(nuint size)
        {
            nint memory;
            Assert.Equal(0, ((delegate* unmanaged<nint*, nuint, int>)Get("cuMemAlloc_v2"))(&memory, size));
            return memory;
        }

        public nint Stream()
        {
            nint stream;
            Assert.Equal(0, ((delegate* unmanaged<nint*, uint, int>)Get("cuStreamCreate"))(&stream, 1));
            return stream;
        }
    }
}
