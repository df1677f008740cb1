using System.Diagnostics;
using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary>Runs a model without pause, with two sets of inputs in turns, and compares each run's outputs with those that it should have.</summary>
internal sealed class Foreground
{
    private readonly GenericModel _model;
    private readonly GenericDeviceBinding _binding;
    private readonly byte[][][] _inputs;
    private readonly OutputCheck[] _checks;
    private byte[][]? _outputs;
    private int _next;

    public Foreground(GenericModel model, GenericDeviceBinding binding, byte[][][] inputs, OutputCheck[] checks)
    {
        _model = model;
        _binding = binding;
        _inputs = inputs;
        _checks = checks;
    }

    public int Wrong { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The largest difference of a run that was right.</summary>
    public double Worst { get; private set; }

    /// <summary>Runs until told not to; gives the milliseconds of each run, without copying and comparing.</summary>
    public List<double> RunWhile(Func<bool> goesOn)
    {
        List<double> times = new(1 << 16);
        while (goesOn())
        {
            times.Add(Run());
        }

        return times;
    }

    public List<double> RunFor(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        return RunWhile(() => Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }

    private double Run()
    {
        int which = _next++ % _inputs.Length;
        double time = double.NaN;
        try
        {
            TestInputs.Fill(_model, _binding, _inputs[which]);
            long start = Stopwatch.GetTimestamp();
            _binding.Run();
            time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _outputs ??= OutputCheck.Of(_model, _binding);
            OutputCheck.Read(_model, _binding, _outputs);
        }
        catch (Exception e) when (e is TypedRtxException or InvalidOperationException)
        {
            if (Failed++ < 3)
            {
                Console.WriteLine($"failed: run {_next}: {e.Message}");
            }

            return time;
        }

        double difference = _checks[which].Difference(_outputs);
        if (difference <= _checks[which].Tolerance)
        {
            Worst = Math.Max(Worst, difference);
        }
        else if (Wrong++ < 3)
        {
            Console.WriteLine($"wrong: run {_next}: difference {difference:E1} of the largest value");
        }

        return time;
    }
}
