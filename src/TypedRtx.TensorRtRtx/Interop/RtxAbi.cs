using System.Runtime.CompilerServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// Where the methods of the library's C++ classes are: the slots of one line of versions, as the C++ compilers of this system lay
/// them out. An object of the library is <c>[vtable][implementation]</c>; all methods but the destructor belong to the implementation.
/// </summary>
internal sealed unsafe class RtxAbi
{
    private const byte Absent = byte.MaxValue;

    // Itanium has two destructors, the second frees; MSVC has one that is told to.
    private const int ItaniumDeletingDestructor = 1;

    private readonly byte[] _slots;

    private RtxAbi(RtxVersion version, bool isMsvc, ReadOnlySpan<byte> slots)
    {
        Version = version;
        IsMsvc = isMsvc;
        _slots = slots.ToArray();
    }

    /// <summary>The version of the library.</summary>
    public RtxVersion Version { get; }

    /// <summary>Whether the layout is that of the Microsoft compiler.</summary>
    public bool IsMsvc { get; }

    /// <summary>The layout of a version on this system, or of another where tests ask for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version has no table; <see cref="RtxVersion.Refusal"/> says so before.</exception>
    public static RtxAbi Of(RtxVersion version, bool? isMsvc = null)
    {
        bool msvc = isMsvc ?? OperatingSystem.IsWindows();
        return version.Number switch
        {
            >= 10600 and < 20000 => new RtxAbi(version, msvc, msvc ? RtxSlots.Msvc16 : RtxSlots.Itanium16),
            >= 10500 and < 10600 => new RtxAbi(version, msvc, msvc ? RtxSlots.Msvc15 : RtxSlots.Itanium15),
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, version.Refusal),
        };
    }

    /// <summary>The slot of a method.</summary>
    /// <exception cref="NotSupportedException">This line of versions does not have the method.</exception>
    public int Slot(RtxMethod method) => _slots[(int)method] is var slot and not Absent
        ? slot
        : throw new NotSupportedException($"TensorRT for RTX {Version} has no {method}; a later version is needed.");

    /// <summary>Whether this line of versions has a method.</summary>
    public bool Has(RtxMethod method) => _slots[(int)method] != Absent;

    /// <summary>The function of a method.</summary>
    /// <param name="self">What the function is called on: the implementation, or the object itself for parsers.</param>
    /// <param name="method">The method.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Function(nint self, RtxMethod method) => (*(void***)self)[Slot(method)];

    /// <summary>Frees an object that has an implementation.</summary>
    public void Delete(nint self) => Delete(self, IsMsvc ? 0 : ItaniumDeletingDestructor);

    /// <summary>Frees a parser, whose methods are its own.</summary>
    public void DeleteParser(nint self) =>
        Delete(self, Slot(RtxMethod.ParserDestructor) + (IsMsvc ? 0 : ItaniumDeletingDestructor));

    private void Delete(nint self, int slot)
    {
        void* function = (*(void***)self)[slot];
        if (IsMsvc)
        {
            // 1: free the memory too.
            _ = ((delegate* unmanaged[MemberFunction]<nint, uint, nint>)function)(self, 1);
        }
        else
        {
            ((delegate* unmanaged[MemberFunction]<nint, void>)function)(self);
        }
    }
}
