using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>Shows that a generator keeps no old compilation alive.</summary>
public static class CompilationLifetime
{
    private const int Collections = 5;

    /// <summary>Runs, edits and runs again on one driver; then the first compilation must be collectable.</summary>
    /// <param name="harness">What to run on; it needs a source, since the edit is an unrelated one.</param>
    public static void AssertCollectable(GeneratorHarness harness)
    {
        (GeneratorDriver driver, WeakReference first) = RunTwice(harness);
        for (int i = 0; i < Collections && first.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        bool alive = first.IsAlive;
        GC.KeepAlive(driver);
        if (alive)
        {
            Assert.Fail("The driver still holds the compilation of before the edit: a step captured it or a part.");
        }
    }

    // In a method of its own, so that no local of the caller holds the compilation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunTwice(GeneratorHarness harness)
    {
        Compilation first = HarnessCompilation.Create(harness);
        GeneratorDriver driver = HarnessCompilation.CreateDriver(harness).RunGenerators(first);

        // Without tree reuse: a kept tree would hide a step that captured one.
        Compilation second = HarnessCompilation.Create(harness.WithUnrelatedSource());
        return (driver.RunGenerators(second), new WeakReference(first));
    }
}
