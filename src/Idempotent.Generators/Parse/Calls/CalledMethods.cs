using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>The method that a call reaches.</summary>
internal static class CalledMethods
{
    /// <summary>The method as it is declared: without type arguments; an extension as the static method that it is, however it is called.</summary>
    public static IMethodSymbol Declared(this IMethodSymbol called)
    {
        var declared = (called.ReducedFrom ?? called).OriginalDefinition;
        return declared.AssociatedExtensionImplementation ?? declared.PartialDefinitionPart ?? declared;
    }
}
