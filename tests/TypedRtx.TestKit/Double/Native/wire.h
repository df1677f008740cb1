// A reader of the protobuf wire format, as far as ONNX needs it. Throws std::runtime_error on what is no such format.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace twin
{

class Wire
{
public:
    Wire(const void* data, size_t size)
        : _at(static_cast<const uint8_t*>(data))
        , _end(_at + size)
    {
    }

    // Goes to the next field; false at the end.
    bool next()
    {
        if (_at == _end)
        {
            return false;
        }

        const uint64_t key = varint();
        _field = static_cast<int>(key >> 3);
        _type = static_cast<int>(key & 7);
        switch (_type)
        {
        case 0:
            _number = varint();
            break;
        case 1:
            take(8);
            break;
        case 2:
            take(varint());
            break;
        case 5:
            take(4);
            break;
        default:
            throw std::runtime_error("a field of an unknown kind");
        }

        return true;
    }

    int field() const { return _field; }
    bool isNumber() const { return _type == 0; }
    int64_t number() const { return static_cast<int64_t>(_number); }
    const uint8_t* data() const { return _data; }
    size_t size() const { return _size; }
    std::string text() const { return std::string(reinterpret_cast<const char*>(_data), _size); }
    Wire message() const { return Wire(_data, _size); }

    float real() const
    {
        float value = 0;
        std::memcpy(&value, _data, _size == 4 ? 4 : 0);
        return value;
    }

    // A repeated number: one at a time or packed.
    template <class Add>
    void numbers(Add add) const
    {
        if (_type == 0)
        {
            add(number());
            return;
        }

        Wire packed(_data, _size);
        while (packed._at != packed._end)
        {
            add(static_cast<int64_t>(packed.varint()));
        }
    }

    // A repeated float or double: one at a time or packed.
    template <class Real, class Add>
    void reals(Add add) const
    {
        for (size_t i = 0; i + sizeof(Real) <= _size; i += sizeof(Real))
        {
            Real value;
            std::memcpy(&value, _data + i, sizeof(Real));
            add(value);
        }
    }

private:
    uint64_t varint()
    {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at == _end)
            {
                throw std::runtime_error("the data ends within a number");
            }

            const uint8_t byte = *_at++;
            value |= static_cast<uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
            {
                return value;
            }
        }

        throw std::runtime_error("a number of more than ten bytes");
    }

    void take(uint64_t size)
    {
        if (size > static_cast<uint64_t>(_end - _at))
        {
            throw std::runtime_error("the data ends within a field");
        }

        _data = _at;
        _size = static_cast<size_t>(size);
        _at += size;
    }

    const uint8_t* _at;
    const uint8_t* _end;
    const uint8_t* _data = nullptr;
    size_t _size = 0;
    int _field = 0;
    int _type = 0;
    uint64_t _number = 0;
};

} // namespace twin
