#include "plan.h"

#include "control.h"

#include <cstring>
#include <stdexcept>

namespace twin
{
namespace
{

struct Header
{
    char magic[4];
    int32_t version;
    uint64_t size;
    uint64_t checksum;
    char rest[40];
};

static_assert(sizeof(Header) == HeaderSize, "The header is what getEngineHeaderSize says.");

uint64_t checksumOf(const void* data, size_t size)
{
    const uint8_t* bytes = static_cast<const uint8_t*>(data);
    uint64_t sum = 14695981039346656037ull;
    for (size_t i = 0; i < size; i++)
    {
        sum = (sum ^ bytes[i]) * 1099511628211ull;
    }

    return sum;
}

class Writer
{
public:
    void number(int64_t value) { text.append(reinterpret_cast<const char*>(&value), sizeof(value)); }

    void bytes(const std::string& value)
    {
        number(static_cast<int64_t>(value.size()));
        text += value;
    }

    void numbers(const std::vector<int64_t>& values)
    {
        number(static_cast<int64_t>(values.size()));
        for (const int64_t value : values)
        {
            number(value);
        }
    }

    template <class Map, class Write>
    void map(const Map& entries, Write write)
    {
        number(static_cast<int64_t>(entries.size()));
        for (const auto& entry : entries)
        {
            bytes(entry.first);
            write(entry.second);
        }
    }

    std::string text;
};

class Reader
{
public:
    Reader(const char* data, size_t size)
        : _at(data)
        , _left(size)
    {
    }

    int64_t number()
    {
        int64_t value;
        std::memcpy(&value, take(sizeof(value)), sizeof(value));
        return value;
    }

    std::string bytes()
    {
        const size_t size = static_cast<size_t>(number());
        return std::string(take(size), size);
    }

    std::vector<int64_t> numbers()
    {
        std::vector<int64_t> values(static_cast<size_t>(count()));
        for (int64_t& value : values)
        {
            value = number();
        }

        return values;
    }

    int64_t count()
    {
        const int64_t value = number();
        if (value < 0 || static_cast<uint64_t>(value) > _left)
        {
            throw std::runtime_error("a count beyond the end");
        }

        return value;
    }

private:
    const char* take(size_t size)
    {
        if (size > _left)
        {
            throw std::runtime_error("the engine ends too soon");
        }

        const char* start = _at;
        _at += size;
        _left -= size;
        return start;
    }

    const char* _at;
    size_t _left;
};

template <class Triples>
void readTriples(Reader& reader, Triples& triples)
{
    for (int64_t i = reader.count(); i > 0; i--)
    {
        auto& triple = triples[reader.bytes()];
        for (auto& part : triple)
        {
            part = reader.numbers();
        }
    }
}

} // namespace

std::string writePlan(const Plan& plan, int32_t version)
{
    Writer writer;
    const auto writeTriple = [&writer](const std::array<std::vector<int64_t>, 3>& triple) {
        for (const std::vector<int64_t>& part : triple)
        {
            writer.numbers(part);
        }
    };
    writer.bytes(plan.name);
    writer.bytes(plan.onnx);
    writer.map(plan.outside, [&writer](const std::string& value) { writer.bytes(value); });
    writer.number(static_cast<int64_t>(plan.profiles.size()));
    for (const ProfileData& profile : plan.profiles)
    {
        writer.map(profile.shapes, writeTriple);
        writer.map(profile.values, writeTriple);
    }

    writer.numbers(std::vector<int64_t>(plan.computeCapabilities.begin(), plan.computeCapabilities.end()));
    writer.number(plan.flags);

    Header header{};
    std::memcpy(header.magic, "vtrt", 4);
    header.version = version;
    header.size = writer.text.size();
    header.checksum = checksumOf(writer.text.data(), writer.text.size());
    return std::string(reinterpret_cast<const char*>(&header), sizeof(header)) + writer.text;
}

bool readPlan(const void* data, size_t size, Plan& plan)
{
    Header header;
    if (data == nullptr || size < sizeof(header))
    {
        return false;
    }

    std::memcpy(&header, data, sizeof(header));
    const char* payload = static_cast<const char*>(data) + sizeof(header);
    if (std::memcmp(header.magic, "vtrt", 4) != 0 || header.size != size - sizeof(header)
        || header.checksum != checksumOf(payload, header.size))
    {
        return false;
    }

    try
    {
        Reader reader(payload, header.size);
        plan.name = reader.bytes();
        plan.onnx = reader.bytes();
        for (int64_t i = reader.count(); i > 0; i--)
        {
            const std::string name = reader.bytes();
            plan.outside[name] = reader.bytes();
        }

        plan.profiles.resize(static_cast<size_t>(reader.count()));
        for (ProfileData& profile : plan.profiles)
        {
            readTriples(reader, profile.shapes);
            readTriples(reader, profile.values);
        }

        for (const int64_t capability : reader.numbers())
        {
            plan.computeCapabilities.push_back(static_cast<int32_t>(capability));
        }

        plan.flags = static_cast<uint32_t>(reader.number());
        return true;
    }
    catch (const std::exception&)
    {
        return false;
    }
}

uint64_t checkHeader(const void* data, int64_t size, int32_t version)
{
    Header header;
    if (data == nullptr)
    {
        violation("An engine was given by a null pointer.");
        return diagnostics::Malformed;
    }

    if (size < HeaderSize)
    {
        return diagnostics::Malformed;
    }

    std::memcpy(&header, data, sizeof(header));
    if (std::memcmp(header.magic, "vtrt", 4) != 0)
    {
        return diagnostics::Malformed;
    }

    return header.version != version ? diagnostics::Version : 0;
}

int32_t libraryVersion()
{
    return static_cast<int32_t>(option("version", 10601));
}

} // namespace twin
