using System.Numerics.Tensors;
using System.Text;
using Samples;

namespace TypedRtx.Benchmarks.State;

/// <summary>Three ways to tell one text, each with the same random numbers.</summary>
internal sealed class Decoding : IDisposable
{
    private const float Temperature = 0.7f;
    private const int Seed = 1;
    private readonly Storyteller _model;
    private readonly Storyteller.State _state;
    private readonly long[] _prompt;
    private readonly long[] _text;
    private readonly long[] _mask;
    private readonly long[] _token = new long[1];
    private readonly Tensor<float>[] _empty;
    private readonly Dictionary<string, string> _told = [];
    private readonly int _tokens;

    public Decoding(Storyteller model, string prompt, int tokens)
    {
        _model = model;
        _tokens = tokens;
        _prompt = [.. Encoding.ASCII.GetBytes(prompt)];
        _text = new long[_prompt.Length + tokens];
        _mask = new long[_text.Length];
        Array.Fill(_mask, 1);
        _prompt.CopyTo(_text, 0);
        _empty = [.. Enumerable.Range(0, 4).Select(_ => Tensor.Create(Array.Empty<float>(), [1, 2, 0, 32]))];
        _state = model.NewState(batchSize: 1, capacity: _text.Length);
    }

    /// <summary>Runs the model on all that was told so far, each time.</summary>
    public void Anew(int times) => Tell(nameof(Anew), times, () => { }, length =>
    {
        using Storyteller.Outputs outputs = _model.Run(_text.AsSpan(0, length), _mask.AsSpan(0, length), _empty, _empty, batchSize: 1);
        return outputs.Logits.Row(0).Row(length - 1).ToArray();
    });

    /// <summary>Hands the caches of one run to the next, as tensors.</summary>
    public void ByHand(int times)
    {
        Tensor<float>[] keys = _empty;
        Tensor<float>[] values = _empty;
        int done = 0;
        Tell(nameof(ByHand), times, () => (keys, values, done) = (_empty, _empty, 0), length =>
        {
            using Storyteller.Outputs outputs = _model.Run(_text.AsSpan(done, length - done), _mask.AsSpan(0, length), keys, values, batchSize: 1);
            float[] logits = outputs.Logits.Row(0).Row(length - done - 1).ToArray();
            (keys, values, done) = (outputs.PresentKey.ToTensors(), outputs.PresentValue.ToTensors(), length);
            return logits;
        });
    }

    /// <summary>Leaves the caches in the state.</summary>
    public void WithState(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Sampler sampler = new(Temperature, Seed);
            _state.Reset();
            int next = sampler.Next(_state.Step(_prompt).Logits.Row(0).Row(_prompt.Length - 1).Span);
            for (int token = 0; token < _tokens; token++)
            {
                _text[_prompt.Length + token] = next;
                _token[0] = next;
                next = token < _tokens - 1 ? sampler.Next(_state.Step(_token).Logits.Span) : next;
            }
        }

        _told[nameof(WithState)] = Told();
    }

    /// <summary>Whether one way told another text.</summary>
    public bool TextsDiffer() => _told.Values.Distinct().Count() != 1 || _told.Count != 3;

    /// <summary>Managed bytes that one step allocates.</summary>
    public double BytesPerStep()
    {
        const int Steps = 200;
        _state.Reset();
        _state.Step(_prompt);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Steps; i++)
        {
            _state.Step(_token);
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
    }

    /// <summary>By how many bytes the process is larger after many steps; the state is as large as before.</summary>
    public long GrowthOfSteps()
    {
        Steps(500);
        long before = Environment.WorkingSet;
        Steps(5_000);
        return Environment.WorkingSet - before;
    }

    public void Dispose() => _state.Dispose();

    private void Steps(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_state.Length == _state.Capacity)
            {
                _state.Reset();
            }

            _state.Step(_token);
        }
    }

    private void Tell(string way, int times, Action reset, Func<int, float[]> logitsOf)
    {
        for (int i = 0; i < times; i++)
        {
            Sampler sampler = new(Temperature, Seed);
            reset();
            for (int length = _prompt.Length; length < _text.Length; length++)
            {
                _text[length] = sampler.Next(logitsOf(length));
            }
        }

        _told[way] = Told();
    }

    private string Told() => string.Concat(_text.Select(letter => (char)letter));
}
