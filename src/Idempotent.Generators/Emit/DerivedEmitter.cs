using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The content of a derived class: the base class's constructors, and an override for each method that runs once per key.</summary>
internal static class DerivedEmitter
{
    public static void Emit(IndentedWriter writer, DerivedModel derived, CancellationToken cancellationToken)
    {
        writer.Line($"private readonly global::Idempotent.IdempotencyRuntime? {derived.RuntimeField};");
        foreach (var constructor in derived.Constructors)
        {
            writer.Line();
            Constructor(writer, derived, constructor);
        }

        // Virtual methods can be called while the base class is still being constructed.
        writer.Line();
        var message = $"A constructor of {derived.BaseName} calls a method that runs once per key, before there is a runtime to run it: call it after construction.";
        writer.Line($"private global::Idempotent.IdempotencyRuntime {derived.RuntimeProperty} => {derived.RuntimeField} ?? throw new global::Idempotent.IdempotencyNotConfiguredException({TypeTexts.Literal(message)});");
        foreach (var method in derived.Members.OfType<MethodModel>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Line();
            Override(writer, derived, method);
        }
    }

    private static void Constructor(IndentedWriter writer, DerivedModel derived, ConstructorModel constructor)
    {
        writer.Line("/// <summary>Makes the object with what its base class takes, and the runtime.</summary>");
        foreach (var attribute in constructor.Attributes)
        {
            writer.Line(attribute);
        }

        var parameters = MemberEmitter.Declared(constructor.Parameters, withoutDefaults: false);
        writer.Line($"{constructor.Modifiers}{derived.Name}(global::Idempotent.IdempotencyRuntime {constructor.Runtime}{(parameters.Length == 0 ? "" : $", {parameters}")})");
        writer.Indent();
        writer.Line($": base({MemberEmitter.Arguments(constructor.Parameters)})");
        writer.Outdent();
        writer.Line("{");
        writer.Indent();
        writer.Line($"{derived.RuntimeField} = {constructor.Runtime};");
        writer.Close();
    }

    private static void Override(IndentedWriter writer, DerivedModel derived, MethodModel method)
    {
        var typeArguments = GeneratedFile.List(method.TypeParameters);
        MemberEmitter.Heading(writer, method);
        writer.Open(MemberEmitter.Head(method));
        OperationEmitter.Call(writer, method, method.Operation!, new CallTarget(derived.RuntimeProperty, "this", derived.Self, self => $"{self}.{method.Body}{typeArguments}"));
        writer.Close();
        writer.Line();
        foreach (var attribute in method.Attributes)
        {
            writer.Line(attribute);
        }

        writer.Line($"private {method.Type} {method.Body}{GeneratedFile.List(method.TypeParameters, withAttributes: true)}({MemberEmitter.Declared(method.Parameters, withoutDefaults: true)})"
            + $"{GeneratedFile.Clauses(method.TypeParameters.Select(static p => p.Constraints))} =>");
        writer.Indent();
        writer.Line($"base.{method.Name}{typeArguments}({MemberEmitter.Arguments(method.Parameters)});");
        writer.Outdent();
    }
}
