using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Where the double stages what its kernels read.</summary>
internal sealed unsafe partial class OrtCudaDouble
{
    private sealed class Stage : IDisposable
    {
        private const int Length = 16;
        private const byte Recorded = 42;
        private const byte Other = 7;

        private readonly nint _driver;
        private readonly byte* _host;
        private readonly byte* _device;

        public Stage(nint driver)
        {
            _driver = driver;
            byte* host;
            byte* device;
            _ = ((delegate* unmanaged<byte**, nuint, uint, int>)Function("cuMemHostAlloc"))(&host, Length, 0);
            _ = ((delegate* unmanaged<byte**, nuint, int>)Function("cuMemAlloc_v2"))(&device, Length);
            _host = host;
            _device = device;
        }

        // The host may read memory of the GPU here.
        public bool IsStale => *_device != Recorded;

        public void Upload(nint stream, bool isRecorded)
        {
            new Span<byte>(_host, Length).Fill(isRecorded ? Recorded : Other);
            _ = ((delegate* unmanaged<byte*, byte*, nuint, nint, int>)Function("cuMemcpyHtoDAsync_v2"))(_device, _host, Length, stream);
        }

        public void Dispose()
        {
            _ = ((delegate* unmanaged<byte*, int>)Function("cuMemFreeHost"))(_host);
            _ = ((delegate* unmanaged<byte*, int>)Function("cuMemFree_v2"))(_device);
        }

        private nint Function(string name) => NativeLibrary.GetExport(_driver, name);
    }
}
