using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The contracts of a type's operations as metadata of the assembly, from which <c>idempotency.lock</c> is written.</summary>
internal static class ContractEmitter
{
    public static string Emit(ContractModel model)
    {
        // Facts are an array, which CLS-compliant assemblies may not give an attribute; nobody but this package's task reads it.
        var writer = GeneratedFile.Begin(["CS3016"]);
        foreach (var operation in model.Operations)
        {
            var facts = Contracts.Facts(operation).ToList();
            writer.Line($"[assembly: global::Idempotent.Registering.OperationContractAttribute({TypeTexts.Literal(operation.Name)},");
            writer.Indent();
            for (var i = 0; i < facts.Count; i++)
            {
                writer.Line(TypeTexts.Literal(facts[i].ToString()) + (i == facts.Count - 1 ? ")]" : ","));
            }

            writer.Outdent();
        }

        return writer.ToString();
    }
}
