using System.Globalization;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The interceptor of one method with all its calls, and what names the methods that are called from other assemblies.</summary>
internal static class InterceptorEmitter
{
    /// <summary>The namespace that the package lists in <c>InterceptorsNamespaces</c>.</summary>
    private const string Namespace = "Idempotent.Generated";

    public static string Emit(InterceptorModel model, CancellationToken cancellationToken)
    {
        var (called, method) = (model.Method, model.Method.Interceptor);
        var writer = GeneratedFile.Begin(called.SuppressedIds);
        Attribute(writer);
        writer.Line();
        writer.Open($"namespace {Namespace}");
        writer.Line("/// <summary>Takes the calls of one method in this project: they run once per key.</summary>");
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        writer.Open($"internal static class {called.Class}");
        if (method.Operation is not null)
        {
            OperationEmitter.Descriptor(writer, method);
            writer.Line();
        }

        foreach (var site in model.Sites)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Line($"{site.Attribute} // {site.File}({site.Line.ToString(CultureInfo.InvariantCulture)},{site.Column.ToString(CultureInfo.InvariantCulture)})");
        }

        Interceptor(writer, called, method);
        writer.Close();
        if (method.Operation is { } operation)
        {
            Keys.KeyEmitter.Helpers(writer, operation.Keys);
        }

        writer.Close();
        return writer.ToString();
    }

    /// <summary>What other assemblies learn of this one's methods: they take the calls that they make themselves.</summary>
    public static string Methods(IReadOnlyList<string> ids)
    {
        var writer = GeneratedFile.Begin([]);
        writer.Line("[assembly: global::Idempotent.Registering.InterceptedMethodsAttribute(");
        writer.Indent();
        for (var i = 0; i < ids.Count; i++)
        {
            writer.Line(TypeTexts.Literal(ids[i]) + (i == ids.Count - 1 ? ")]" : ","));
        }

        writer.Outdent();
        return writer.ToString();
    }

    private static void Interceptor(IndentedWriter writer, InterceptedMethodModel called, MethodModel method)
    {
        foreach (var attribute in method.Attributes)
        {
            writer.Line(attribute);
        }

        var parameters = method.Parameters.Select(static p => $"{p.Attributes}{p.Modifiers}{p.Type} {p.Name}").ToList();
        if (called.Receiver is not null)
        {
            parameters.Insert(0, $"this {called.ReceiverModifiers}{method.Declaring} {called.Receiver}");
        }
        else if (called.IsExtension)
        {
            parameters[0] = "this " + parameters[0];
        }

        writer.Open($"{method.Modifiers}{method.Type} {method.Name}{GeneratedFile.List(method.TypeParameters, withAttributes: true)}({string.Join(", ", parameters)})"
            + GeneratedFile.Clauses(method.TypeParameters.Select(static p => p.Constraints)));
        if (method.Operation is { } operation)
        {
            var target = new CallTarget(
                called.Runtime.Expression, called.Receiver, called.Receiver, self => $"{(called.Receiver is null ? self : MemberEmitter.Target(method, self))}.{method.Name}{called.TypeArguments}");
            OperationEmitter.Call(writer, method, operation, target);
        }
        else
        {
            writer.Line($"throw new global::Idempotent.IdempotencyNotConfiguredException({TypeTexts.Literal($"{called.Refusal!.RuleId}: {called.Refusal.Reason}.")});");
        }

        writer.Close();
    }

    /// <summary>The compiler knows the attribute by its name alone, so that every file brings its own.</summary>
    private static void Attribute(IndentedWriter writer) => writer.Line("""
        namespace System.Runtime.CompilerServices
        {
            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            file sealed class InterceptsLocationAttribute : global::System.Attribute
            {
                public InterceptsLocationAttribute(int version, string data)
                {
                    _ = version;
                    _ = data;
                }
            }
        }
        """);
}
