using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>The functions that the double has in place of the library's.</summary>
internal sealed unsafe partial class OrtCudaDouble
{
    private int _runs;
    private int _recordings;

    private void Replace()
    {
        _table[OrtSlot.CreateMemoryInfo] = (delegate* unmanaged<byte*, int, int, int, nint*, nint>)&CreateMemoryInfo;
        _table[OrtSlot.CreateTensorWithDataAsOrtValue] =
            (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)&CreateTensorWithData;
        _table[OrtSlot.MemoryInfoGetDeviceType] = (delegate* unmanaged<nint, int*, void>)&MemoryInfoGetDeviceType;
        _table[OrtSlot.SessionGetMemoryInfoForInputs] = (delegate* unmanaged<nint, nint*, nuint, nint>)&PlacesOfInputs;
        _table[OrtSlot.SessionGetMemoryInfoForOutputs] = (delegate* unmanaged<nint, nint*, nuint, nint>)&PlacesOfOutputs;
        _table[OrtSlot.CreateCudaProviderOptions] = (delegate* unmanaged<nint*, nint>)&CreateProvider;
        _table[OrtSlot.UpdateCudaProviderOptions] = (delegate* unmanaged<nint, byte**, byte**, nuint, nint>)&UpdateProvider;
        _table[OrtSlot.UpdateCudaProviderOptionsWithValue] = (delegate* unmanaged<nint, byte*, void*, nint>)&UpdateProviderWithValue;
        _table[OrtSlot.ReleaseCudaProviderOptions] = (delegate* unmanaged<nint, void>)&ReleaseProvider;
        _table[OrtSlot.SessionOptionsAppendExecutionProviderCudaV2] = (delegate* unmanaged<nint, nint, nint>)&AppendProvider;
        _table[OrtSlot.CreateSession] = (delegate* unmanaged<nint, void*, nint, nint*, nint>)&CreateSession;
        _table[OrtSlot.CreateSessionFromArray] = (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)&CreateSessionFromArray;
        _table[OrtSlot.ReleaseSession] = (delegate* unmanaged<nint, void>)&ReleaseSession;
        _table[OrtSlot.AddRunConfigEntry] = (delegate* unmanaged<nint, byte*, byte*, nint>)&AddRunConfigEntry;
        _table[OrtSlot.RunWithBinding] = (delegate* unmanaged<nint, nint, nint, nint>)&RunWithBinding;
    }

    [UnmanagedCallersOnly]
    private static nint CreateMemoryInfo(byte* name, int allocator, int device, int type, nint* info)
    {
        Current.Told.Enqueue($"memory {Marshal.PtrToStringUTF8((nint)name)} {device}");
        nint status = ((delegate* unmanaged<int, int, nint*, nint>)Current._real[OrtSlot.CreateCpuMemoryInfo])(0, 0, info);
        Current._deviceInfos[*info] = true;
        return status;
    }

    // A tensor that is said to lie on the GPU does.
    [UnmanagedCallersOnly]
    private static nint CreateTensorWithData(
        nint info, void* data, nuint byteLength, long* shape, nuint rank, int element, nint* value) =>
        Current._deviceInfos.ContainsKey(info) && !Current.IsOnDevice(data, byteLength)
            ? Current.Status(2, "The tensor does not lie on the GPU.")
            : ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)
                Current._real[OrtSlot.CreateTensorWithDataAsOrtValue])(info, data, byteLength, shape, rank, element, value);

    // What places are told as: 1 for the GPU, 2 for the CPU.
    [UnmanagedCallersOnly]
    private static void MemoryInfoGetDeviceType(nint info, int* type) => *type = info == OnGpu ? OnGpu : 0;

    [UnmanagedCallersOnly]
    private static nint PlacesOfInputs(nint session, nint* places, nuint count) =>
        Current.Places(session, places, count, OrtSlot.SessionGetInputName);

    [UnmanagedCallersOnly]
    private static nint PlacesOfOutputs(nint session, nint* places, nuint count) =>
        Current.Places(session, places, count, OrtSlot.SessionGetOutputName);

    [UnmanagedCallersOnly]
    private static nint CreateProvider(nint* options)
    {
        *options = Interlocked.Increment(ref Current._nextProvider);
        Current._providers[*options] = new Provider();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint UpdateProvider(nint options, byte** keys, byte** values, nuint count)
    {
        if (Current.LoadFailure is { } failure)
        {
            return Current.Status(1, failure);
        }

        for (nuint i = 0; i < count; i++)
        {
            string key = Marshal.PtrToStringUTF8((nint)keys[i])!;
            Current._providers[options].Entries[key] = Marshal.PtrToStringUTF8((nint)values[i])!;
        }

        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint UpdateProviderWithValue(nint options, byte* key, void* value)
    {
        Current._providers[options].Stream = (nint)value;
        return Marshal.PtrToStringUTF8((nint)key) == "user_compute_stream" ? 0 : Current.Status(2, "Unknown key.");
    }

    [UnmanagedCallersOnly]
    private static void ReleaseProvider(nint options) => Current._providers.TryRemove(options, out _);

    [UnmanagedCallersOnly]
    private static nint AppendProvider(nint sessionOptions, nint options)
    {
        Provider provider = Current._providers[options];
        Current._sessionOptions[sessionOptions] = provider;
        Current.Told.Enqueue(
            string.Join(' ', provider.Entries.Select(entry => $"{entry.Key}={entry.Value}")) + (provider.Stream == 0 ? "" : " stream"));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint CreateSession(nint environment, void* path, nint options, nint* session) => Current.Made(
        options,
        session,
        ((delegate* unmanaged<nint, void*, nint, nint*, nint>)Current._real[OrtSlot.CreateSession])(environment, path, options, session));

    [UnmanagedCallersOnly]
    private static nint CreateSessionFromArray(nint environment, void* bytes, nuint length, nint options, nint* session) => Current.Made(
        options,
        session,
        ((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)Current._real[OrtSlot.CreateSessionFromArray])(
            environment, bytes, length, options, session));

    [UnmanagedCallersOnly]
    private static void ReleaseSession(nint session)
    {
        OrtCudaDouble? twin = current;
        if (twin is not null)
        {
            if (twin._sessions.TryRemove(session, out Provider? provider))
            {
                twin.FreeWorkspace(provider);
                twin._stage?.Dispose();
                twin._stage = null;
            }

            ((delegate* unmanaged<nint, void>)twin._real[OrtSlot.ReleaseSession])(session);
        }
    }

    [UnmanagedCallersOnly]
    private static nint AddRunConfigEntry(nint runOptions, byte* key, byte* value)
    {
        Current._runEntries[(runOptions, Marshal.PtrToStringUTF8((nint)key)!)] = Marshal.PtrToStringUTF8((nint)value)!;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint RunWithBinding(nint session, nint runOptions, nint binding)
    {
        Work work = new(Current, session, runOptions, binding);
        bool isKnown = Current._sessions.TryGetValue(session, out Provider? provider);
        if (isKnown && provider!.Entries.ContainsKey("enable_cuda_graph") && provider.Thread != System.Environment.CurrentManagedThreadId)
        {
            Current.RunsElsewhere++;
        }

        return isKnown && provider!.Stream != 0
            ? Current.Queue(work, provider.Stream)
            : work.Run();
    }

    [UnmanagedCallersOnly]
    private static void Perform(nint handle)
    {
        Work work = (Work)GCHandle.FromIntPtr(handle).Target!;
        work.Status = work.Run();
    }

    private nint Made(nint options, nint* session, nint status)
    {
        if (status != 0)
        {
            return status;
        }

        if (_sessionOptions.TryRemove(options, out Provider? provider))
        {
            if ((RefusesRecording || RefusesFirstRecording) && provider.Entries.ContainsKey("enable_cuda_graph"))
            {
                RefusesFirstRecording = false;
                ((delegate* unmanaged<nint, void>)_real[OrtSlot.ReleaseSession])(*session);
                *session = 0;
                return Status(1, "This session cannot use the graph capture feature as requested by the user as some nodes run on the CPU");
            }

            TakeWorkspace(provider);
            _sessions[*session] = provider;
        }

        return 0;
    }

    private nint Places(nint session, nint* places, nuint count, int getName)
    {
        var name = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)_real[getName];
        for (nuint i = 0; i < count; i++)
        {
            byte* text;
            _ = name(session, i, Environment.Allocator, &text);
            places[i] = OnHost.Contains(Marshal.PtrToStringUTF8((nint)text)!) ? 2 : OnGpu;
        }

        return 0;
    }

    // As the CUDA provider does: into the stream, which is waited for unless options say otherwise, and recorded where it is recorded.
    private nint Queue(Work work, nint stream)
    {
        int isRecorded;
        _ = ((delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(_driver, "cuStreamIsCapturing"))(stream, &isRecorded);
        if (isRecorded != 0)
        {
            Interlocked.Increment(ref _recordings);
            if (FailsRecording)
            {
                _ = Call("cuStreamSynchronize", stream);
                return Status(1, "CUDA failure 900: operation not permitted when stream is capturing");
            }
        }

        if (Stages)
        {
            _stage ??= new Stage(_driver);
            _stage.Upload(stream, isRecorded != 0);
            work.Stage = isRecorded != 0 ? _stage : null;
        }

        GCHandle handle = GCHandle.Alloc(work);
        delegate* unmanaged<nint, void> perform = &Perform;
        int result = ((delegate* unmanaged<nint, void*, nint, int>)NativeLibrary.GetExport(_driver, "cuLaunchHostFunc"))(
            stream, perform, GCHandle.ToIntPtr(handle));
        if (isRecorded != 0)
        {
            lock (_recorded)
            {
                _recorded.Add(handle);
            }

            // A recording holds what runs do, and no options.
            bool waits = !_runEntries.ContainsKey((work.RunOptions, "disable_synchronize_execution_providers"));
            work.RunOptions = 0;
            return waits && Call("cuStreamSynchronize", stream) is var error && error != 0 ? Status(1, $"CUDA failure {error}") : 0;
        }

        result = result != 0 ? result : Call("cuStreamSynchronize", stream);
        handle.Free();
        return result == 0 ? work.Status : Status(1, $"CUDA failure {result}");
    }

    private sealed class Work(OrtCudaDouble twin, nint session, nint runOptions, nint binding)
    {
        public nint RunOptions { get; set; } = runOptions;

        public nint Status { get; set; }

        public Stage? Stage { get; set; }

        public nint Run()
        {
            twin.StaleCopies += Stage is { IsStale: true } ? 1 : 0;
            Interlocked.Increment(ref twin._runs);
            return ((delegate* unmanaged<nint, nint, nint, nint>)twin._real[OrtSlot.RunWithBinding])(session, RunOptions, binding);
        }
    }
}
