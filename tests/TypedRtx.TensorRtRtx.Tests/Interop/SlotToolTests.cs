using TypedRtx.SlotTool;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>The tool that numbers the slots, on headers of our own.</summary>
public sealed class SlotToolTests
{
    [Fact]
    public void Declaration_over_several_lines_takes_one_slot()
    {
        VtableLayout layout = Layout(
            "Lamp",
            """
            namespace lights { namespace v_1_0 {
            class Lamp
            {
            public:
                virtual ~Lamp() noexcept = default;
                // virtual void notThisOne() = 0;
                /* virtual void norThisOne() = 0; */
                virtual bool shine(
                    float const* levels, int count = 3,
                    std::function<void(int)> done = nullptr) const noexcept
                    = 0;
                virtual int watts() noexcept { if (mWatts > 0) { return mWatts; } return 0; }
                void notVirtual() {}
            protected:
                int mWatts{0};
                struct Nested { virtual void inside(); };
            };
            } using Lamp = v_1_0::Lamp; }
            """);

        Assert.Equal(["~", "shine", "watts"], layout.Methods);
    }

    [Fact]
    public void Macros_and_attributes_do_not_hide_the_name()
    {
        VtableLayout layout = Layout(
            "Lamp",
            """
            class TRT_API Lamp
            {
                TRT_DEPRECATED virtual void first() = 0;
                TRT_DEPRECATED_BECAUSE("use (another);") virtual void second() = 0;
                TRT_NODISCARD virtual char const* third([[maybe_unused]] int index) = 0;
                [[nodiscard]] virtual bool fourth() = 0;
            };
            """);

        Assert.Equal(["first", "second", "third", "fourth"], layout.Methods);
    }

    [Fact]
    public void Destructor_in_the_middle_takes_two_slots_in_Itanium_and_one_in_Msvc()
    {
        VtableLayout layout = Layout(
            "Lamp", "class Lamp { virtual void on() = 0; virtual ~Lamp() = default; virtual void off() = 0; };");

        Assert.Equal([0, 1, 3, 0, 1, 2], [.. layout.Slots(CppAbi.Itanium).Values, .. layout.Slots(CppAbi.Msvc).Values]);
    }

    [Fact]
    public void Base_functions_come_first_and_overrides_take_no_slot()
    {
        VtableLayout layout = Layout(
            "Lamp",
            """
            class Device { public: virtual int kind() const; virtual Info info() const = 0; virtual ~Device() = default; };
            class Lamp final : public devices::Device
            {
                ~Lamp() noexcept override = default;
                Info info() const noexcept override { return Info{"Lamp", 1, 0}; }
                virtual void on() = 0;
            };
            """,
            "Device");

        Assert.Equal(["kind", "info", "~", "on"], layout.Methods);
    }

    [Fact]
    public void Forward_declarations_and_mentions_are_not_definitions()
    {
        VtableLayout layout = Layout(
            "Lamp",
            """
            class Lamp;
            template <class Lamp> struct Holder {};
            void take(class Lamp* lamp) {}
            enum class Lamp2 : int { kA };
            class Lamp { virtual void on() = 0; };
            """);

        Assert.Equal(["on"], layout.Methods);
    }

    [Fact]
    public void Overloads_are_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () =>
            Layout("Lamp", "class Lamp { virtual void set(int level) = 0; virtual void set(float level) = 0; };"));

        Assert.Contains("lamp.h(1): class Lamp declares the virtual function set twice", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_that_hides_an_inherited_one_is_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () => Layout(
            "Lamp",
            "class Device { virtual void set(int a); }; class Lamp : public Device { virtual void set(float a); };",
            "Device"));

        Assert.Contains("Lamp::set has the name of an inherited function", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bases_are_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () =>
            Layout("Lamp", "class Lamp : public Device, public Light { virtual void on(); };"));

        Assert.Contains("more than one base", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preprocessor_inside_a_class_is_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () =>
            Layout("Lamp", "class Lamp {\n#if X\nvirtual void on();\n#endif\n};"));

        Assert.Contains("lamp.h(2): '#if X' inside class Lamp", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_defined_twice_is_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () => Layout(
            "Lamp", "namespace v_1_0 { class Lamp { virtual void on(); }; } namespace v_2_0 { class Lamp { virtual void on(); }; }"));

        Assert.Contains("class Lamp is also defined at lamp.h(1)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_class_is_refused()
    {
        SlotToolException refusal = Assert.Throws<SlotToolException>(static () => Layout("Lamp", "class Lamp;"));

        Assert.Contains("no definition of class Lamp", refusal.Message, StringComparison.Ordinal);
    }

    private static VtableLayout Layout(string name, string header, params string[] bases) =>
        VtableLayout.Of(name, HeaderFolder.Classes([("lamp.h", header)], new HashSet<string>([name, .. bases])));
}
