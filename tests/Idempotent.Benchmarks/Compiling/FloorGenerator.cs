using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Benchmarks.Compiling;

/// <summary>The least that a generator of wrappers does: finds the attribute, takes names along as plain data, and prints a method for each.</summary>
[Generator]
public sealed class FloorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Idempotent.IdempotentAttribute",
                static (node, _) => node is MethodDeclarationSyntax,
                static (source, _) => (Type: source.TargetSymbol.ContainingType.ToDisplayString(), source.TargetSymbol.Name, Parameters: string.Join(", ", ((IMethodSymbol)source.TargetSymbol).Parameters.Select(static p => $"{p.Type.ToDisplayString()} {p.Name}"))))
            .Collect()
            .SelectMany(static (methods, _) => methods.GroupBy(static method => method.Type).Select(static group => (Type: group.Key, Methods: string.Join('\n', group.Select(static m => $"    public static void {m.Name}({m.Parameters}) {{ }}")))));
        context.RegisterSourceOutput(methods, static (output, type) => output.AddSource(type.Type + ".g.cs", $"internal static class {type.Type.Replace('.', '_')}_Wrapper\n{{\n{type.Methods}\n}}\n"));
    }
}
