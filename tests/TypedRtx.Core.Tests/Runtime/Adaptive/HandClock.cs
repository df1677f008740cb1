namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>A clock that tests move.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);
}
