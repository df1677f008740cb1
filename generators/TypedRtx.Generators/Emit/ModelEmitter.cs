using TypedRtx.Generators.Planning;
using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the class of a model: what stands in it and in which order.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec model)
    {
        CodeWriter code = new();
        HeaderEmitter.Emit(code, model);
        using (code.OpenBlock($"namespace {NamespaceName.Escape(model.Namespace)}"))
        {
            ClassEmitter.EmitDeclaration(code, model);
            using (code.OpenBlock())
            {
                DescriptorEmitter.Emit(code, model);
                if (model.CanRun)
                {
                    LoadEmitter.Emit(code, model);
                    RunEmitter.Emit(code, model);
                    RunAsyncEmitter.Emit(code, model);
                    BindEmitter.Emit(code, model);
                    ShapesEmitter.Emit(code, model);
                    InputsEmitter.Emit(code, model);
                    OutputsEmitter.Emit(code, model);
                    BindingEmitter.Emit(code, model);
                    DeviceBindingEmitter.Emit(code, model);
                    StateEmitter.Emit(code, model);
                    FamiliesEmitter.Emit(code, model);
                }

                ProfilesEmitter.Emit(code, model);
            }
        }

        return code.ToString();
    }
}
