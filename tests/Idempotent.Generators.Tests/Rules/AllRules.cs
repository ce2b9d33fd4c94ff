using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>What the two assemblies hold, found as the compiler finds it.</summary>
internal static class AllRules
{
    public static IdempotencyRule[] Analyzers { get; } = Create<IdempotencyRule>(typeof(IdempotencyRule));

    public static CodeFixProvider[] Fixes { get; } = Create<CodeFixProvider>(typeof(IdempotencyFix));

    private static T[] Create<T>(Type assembly) =>
    [
        .. assembly.Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(T)))
            .Select(static type => (T)Activator.CreateInstance(type)!),
    ];
}
