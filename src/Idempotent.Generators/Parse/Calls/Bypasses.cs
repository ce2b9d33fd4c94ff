using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>
/// Uses of an annotated method that run it unprotected, for certain: past the decorator or the derived class that stands in front of it, or where no interceptor takes the call.
/// </summary>
/// <param name="known">Known symbols of the compilation.</param>
/// <param name="areCallsOfClassesMeant">Whether whoever calls a class past its wrapper means to, as tests of the class do.</param>
internal sealed class Bypasses(KnownSymbols known, bool areCallsOfClassesMeant)
{
    private readonly ConcurrentDictionary<ISymbol, Way?> _ways = new(SymbolEqualityComparer.Default);

    /// <summary>Why the call runs its method unprotected; null where it does not, or where that is not certain.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The member that it stands in.</param>
    /// <param name="isGenerated">Whether another generator made the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public string? Of(IInvocationOperation call, ISymbol caller, bool isGenerated, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod.Declared();
        if (WayOf(method) != Way.Intercepted)
        {
            return isGenerated ? null : OfClass(method, call.Instance, call, caller);
        }

        return Unreachable(method) ?? (isGenerated ? Unseen(call, cancellationToken) : CallObstacles.Of(call, cancellationToken));
    }

    /// <summary>Why the delegate runs its method unprotected; null where it does not, or where that is not certain.</summary>
    public string? Of(IMethodReferenceOperation reference, ISymbol caller)
    {
        var method = reference.Method.Declared();
        return WayOf(method) == Way.Intercepted
            ? Unreachable(method) ?? "a method group becomes a delegate, and no interceptor takes its calls; write a lambda that calls the method"
            : OfClass(method, reference.Instance, reference, caller);
    }

    /// <summary>The method that a call which is bound while the program runs may reach, and why that is unprotected; null where there is none.</summary>
    public (IMethodSymbol Method, string Reason)? Of(IDynamicMemberReferenceOperation member, ISymbol caller, CancellationToken cancellationToken)
    {
        var type = member.Instance is { } instance ? instance.Type : member.ContainingType;
        var candidates = type is INamedTypeSymbol named ? named.SelfAndBases().SelectMany(parent => parent.GetMembers(member.MemberName))
            : type is IDynamicTypeSymbol ? known.Compilation.GetSymbolsWithName(member.MemberName, SymbolFilter.Member, cancellationToken)
            : [];
        foreach (var method in candidates.OfType<IMethodSymbol>().Select(CalledMethods.Declared))
        {
            if (WayOf(method) == Way.Intercepted && (type is not IDynamicTypeSymbol || !method.IsStatic))
            {
                return (method, "a dynamic call is bound while the program runs, and only calls that the compiler binds can be intercepted; cast what is dynamic to its type");
            }

            if (type is not IDynamicTypeSymbol && OfClass(method, member.Instance, member, caller) is { } reason)
            {
                return (method, reason);
            }
        }

        return null;
    }

    /// <summary>How the method runs once per key where its wrapper is used; null where it is no operation, or a refused one, which is told where it is declared.</summary>
    private Way? WayOf(IMethodSymbol method) => method.MethodKind != MethodKind.Ordinary || !known.MayAnnotate(method.ContainingAssembly) ? null : _ways.GetOrAdd(method, symbol =>
    {
        var candidate = (IMethodSymbol)symbol;
        if (candidate.ContainingType.TypeKind == TypeKind.Interface && Annotations.Of(candidate, known) is null || Placement.HasGeneratedBody(candidate))
        {
            return null;
        }

        if (Annotations.Of(candidate, known) is not null)
        {
            return Interception.IsMeant(candidate, known) ? Way.Intercepted : Placement.Of(candidate, known) is { Refusal: null } placement ? placement.Way : null;
        }

        return MembersOf(candidate).Any() ? Way.Decorated : null;
    });

    private string? Unreachable(IMethodSymbol method) => Interception.IsMeant(method, known)
        ? Interception.Inaccessible(method, known)
        : $"{method.ContainingAssembly.Name} was compiled without the generator of Idempotent, so that its calls are not intercepted";

    private static string? Unseen(IInvocationOperation call, CancellationToken cancellationToken) =>
        call.Syntax is InvocationExpressionSyntax syntax && call.SemanticModel!.GetInterceptorMethod(syntax, cancellationToken) is null
            ? "this file is made by another generator, and no generator sees what another one makes; move the call to a file of yours"
            : null;

    /// <summary>A use past what stands in front of the method's class.</summary>
    private string? OfClass(IMethodSymbol method, IOperation? instance, IOperation use, ISymbol caller) => method.ContainingType.TypeKind == TypeKind.Interface || areCallsOfClassesMeant ? null : WayOf(method) switch
    {
        Way.Decorated when !IsSameOperation(caller, method) && !CallObstacles.IsInExpressionTree(use) => instance is IInstanceReferenceOperation
            ? "a call within the class goes past the decorator, which stands in front of its interface; make the method partial"
            : "a call of the class goes past the decorator, which stands in front of its interface; call it through the interface, or make the method partial",
        Way.Derived when instance?.Syntax is BaseExpressionSyntax && !IsSameOperation(caller, method) => "a call through base goes past the derived class that is generated; leave out base, or make the method partial",
        Way.Derived when Created(instance) is { } created && !CallObstacles.IsInExpressionTree(use) =>
            $"'new {created.Name}(…)' is not the derived class that is generated; take it from the container, or make the method partial",
        _ => null,
    };

    /// <summary>The class of an instance that was just made, or of a local that has held nothing else.</summary>
    private static ITypeSymbol? Created(IOperation? instance) => instance switch
    {
        IObjectCreationOperation creation => creation.Type,
        IConversionOperation conversion => Created(conversion.Operand),
        ILocalReferenceOperation { Local: { } local, SemanticModel: { } model } when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is
            VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax value, Parent.Parent.Parent: { } scope } && !IsWritten(local.Name, scope) => model.GetTypeInfo(value).Type,
        _ => null,
    };

    private static bool IsWritten(string local, SyntaxNode scope) => scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local && name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    });

    /// <summary>Whether the caller runs as the same operation: it overrides the method, or implements what the method implements, as a decorator by hand does.</summary>
    private bool IsSameOperation(ISymbol caller, IMethodSymbol method)
    {
        if (caller is not IMethodSymbol calling || calling.Is(method))
        {
            return false;
        }

        for (var current = calling.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (current.OriginalDefinition.Is(method))
            {
                return true;
            }
        }

        return MembersOf(calling).Intersect(MembersOf(method), SymbolEqualityComparer.Default).Any();
    }

    /// <summary>The annotated members of interfaces that a class's method implements.</summary>
    private IEnumerable<ISymbol> MembersOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return type.TypeKind == TypeKind.Interface ? [] : type.AllInterfaces.SelectMany(service => Annotations.In(service, known)).Select(static annotation => annotation.Carrier)
            .Where(member => InterfaceMembers.Implementation(type, member).Is(method)).Select(static member => member.OriginalDefinition);
    }
}
