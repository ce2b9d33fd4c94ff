using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The part of a type that gives its partial methods their bodies. What the type is stays the developer's: nothing is said of it again.</summary>
internal static class PartialEmitter
{
    public static string Emit(PartialTypeModel type, CancellationToken cancellationToken)
    {
        var writer = GeneratedFile.Begin(type.SuppressedIds);
        if (type.Namespace is { } space)
        {
            writer.Line($"namespace {space};");
            writer.Line();
        }

        foreach (var declaration in type.Declarations)
        {
            writer.Open(declaration);
        }

        var operations = type.Methods.Where(static method => method.Core.Operation is not null).ToList();
        foreach (var method in operations)
        {
            writer.Line(GeneratedFile.GeneratedCode);
            OperationEmitter.Descriptor(writer, method.Core, isPrivate: true);
            writer.Line();
        }

        for (var i = 0; i < type.Methods.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i > 0)
            {
                writer.Line();
            }

            Method(writer, type.Methods[i]);
        }

        foreach (var _ in type.Declarations)
        {
            writer.Close();
        }

        Keys.KeyEmitter.Helpers(writer, operations.SelectMany(static method => method.Core.Operation!.Keys));
        return writer.ToString();
    }

    private static void Method(IndentedWriter writer, PartialMethodModel method)
    {
        var core = method.Core;
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Open(
            $"{method.Modifiers}partial {core.Type} {method.Name}{GeneratedFile.List(core.TypeParameters)}({MemberEmitter.Declared(core.Parameters, withoutDefaults: false)})"
            + GeneratedFile.Clauses(method.Constraints));
        if (method.Refusal is { } refusal)
        {
            writer.Line($"throw new global::Idempotent.IdempotencyNotConfiguredException({TypeTexts.Literal($"{refusal.RuleId}: {refusal.Reason}.")});");
        }
        else
        {
            var typeArguments = GeneratedFile.List(core.TypeParameters);
            var target = new CallTarget(method.Runtime.Expression, method.Self is null ? null : "this", method.Self, self => $"{self}.{core.Name}{typeArguments}");
            OperationEmitter.Call(writer, core, core.Operation!, target);
        }

        writer.Close();
    }
}
