using System.Numerics;
using System.Runtime.InteropServices;

namespace TypedRtx.Core.Tests.Tensors;

public sealed class Complex64Tests
{
    [Fact]
    public void Conversions_keep_both_parts()
    {
        Complex wide = new Complex64(1.5f, -2);

        Assert.Equal(new Complex(1.5, -2), wide);
        Assert.Equal(new Complex64(1.5f, -2), (Complex64)wide);
        Assert.Equal(new Complex64(0.1f, float.PositiveInfinity), (Complex64)new Complex(0.1, 1e300));
    }

    [Fact]
    public void Layout_is_real_before_imaginary()
    {
        Complex64[] values = [new(1, 2), new(3, 4)];

        Assert.Equal([1, 2, 3, 4], MemoryMarshal.Cast<Complex64, float>(values).ToArray());
    }

    [Fact]
    public void Text_is_that_of_the_framework() => Assert.Equal("<1.5; -2>", new Complex64(1.5f, -2).ToString());
}
