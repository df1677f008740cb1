using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime;

/// <summary>Texts as an array of pointers to bytes that end with a NUL.</summary>
internal sealed unsafe class OrtTexts : IDisposable
{
    private readonly nint[] _texts;

    public OrtTexts(IReadOnlyList<string> texts)
    {
        _texts = GC.AllocateArray<nint>(Math.Max(1, texts.Count), pinned: true);
        for (int i = 0; i < texts.Count; i++)
        {
            _texts[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        }
    }

    /// <summary>The array, which stays until disposal.</summary>
    public byte** Pointer => (byte**)Marshal.UnsafeAddrOfPinnedArrayElement(_texts, 0);

    public void Dispose()
    {
        Array.ForEach(_texts, Marshal.FreeCoTaskMem);
        Array.Clear(_texts);
    }
}
