using System.Runtime.CompilerServices;

namespace TypedRtx;

public readonly ref partial struct TensorView<T>
{
    /// <summary>Enumerates the elements, row-major, whatever the rank; nothing is allocated up to rank 8.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the elements of a view, row-major.</summary>
    public ref struct Enumerator
    {
        private readonly TensorView<T> _view;
        private readonly int[]? _outlined;
        private InlineAxes _inline;
        private int _position;
        private nint _offset;

        internal Enumerator(TensorView<T> view)
        {
            _view = view;
            _position = -1;
            _offset = -1;
            _outlined = view._isStrided && view.Rank > TensorShape.MaxInlineRank ? new int[view.Rank] : null;
        }

        /// <summary>The element that the enumerator stands on.</summary>
        public readonly ref readonly T Current => ref _view.At(_offset);

        /// <summary>Goes to the next element.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (++_position >= _view._length)
            {
                _position = _view._length;
                return false;
            }

            _offset++;
            if (_view._isStrided && _position != 0)
            {
                Step();
            }

            return true;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Step()
        {
            ReadOnlySpan<int> dimensions = _view._shape.Dimensions;
            ReadOnlySpan<int> strides = _view.Strides;
            Span<int> indexes = _outlined ?? (Span<int>)_inline;
            _offset--;
            for (int axis = dimensions.Length - 1; axis >= 0; axis--)
            {
                _offset += strides[axis];
                if (++indexes[axis] < dimensions[axis])
                {
                    return;
                }

                _offset -= (nint)strides[axis] * dimensions[axis];
                indexes[axis] = 0;
            }
        }
    }
}
