using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Parse;

/// <summary>From a type to the part that gives its annotated partial methods their bodies: the core run once per key, or the reason why not.</summary>
internal sealed class PartialParser
{
    private readonly INamedTypeSymbol _type;
    private readonly KnownSymbols _known;
    private readonly List<Annotation> _annotations;
    private readonly FreeNames _names;

    private PartialParser(INamedTypeSymbol type, List<Annotation> annotations, KnownSymbols known)
    {
        _type = type;
        _known = known;
        _annotations = annotations;

        // Descriptors are members of the type and are named where its parameters are in scope.
        _names = new FreeNames(type.SelfAndBases().SelectMany(static parent => parent.GetMembers()).SelectMany(FreeNames.In).Concat(type.AllTypeArguments().Select(static argument => argument.Name)));
    }

    /// <summary>The part; null where the type has no annotated partial methods, or can have no part.</summary>
    public static PartialTypeModel? Parse(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellationToken)
    {
        var annotations = Annotations.In(type, known).ToList();
        var partials = annotations.Where(static annotation => Placement.IsPartial(annotation.Carrier)).ToList();
        if (partials.Count == 0 || !PartialMethods.CanHavePart(type))
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var parser = new PartialParser(type, annotations, known);
        return new PartialTypeModel
        {
            HintName = Names.Hint(type, implementation: null) + "(partial)",
            Namespace = Names.Namespace(type),
            Declarations = Declarations(type).ToEquatableArray(),
            Methods = partials.Select(parser.Method).ToEquatableArray(),
            SuppressedIds = SuppressedIds.Of(partials.Select(static annotation => annotation.Carrier), [type]).ToEquatableArray(),
        };
    }

    /// <summary>Why the body of an annotated partial method throws, whichever rule says so; null where it runs the core.</summary>
    public static Refusal? Refuse(Annotation annotation, KnownSymbols known)
    {
        new PartialParser(annotation.Carrier.ContainingType, [annotation], known).Operation(annotation, out var refusal);
        return refusal;
    }

    private PartialMethodModel Method(Annotation annotation)
    {
        var method = annotation.Carrier;
        var operation = Operation(annotation, out var refusal);
        var parameters = Parameters.Of(method.Parameters).Select((parameter, index) => parameter with
        {
            Modifiers = (index == 0 && method.IsExtensionMethod ? "this " : "") + parameter.Modifiers,
            Default = "",
            Attributes = "",
        });
        var typeParameters = TypeParameters.Of(method.TypeParameters);
        return new PartialMethodModel
        {
            Name = TypeTexts.Escape(method.Name),
            Modifiers = Modifiers(method),
            Constraints = typeParameters.Select(parameter => method.IsOverride ? parameter.ExplicitConstraints : parameter.Constraints).ToEquatableArray(),
            Core = new MethodModel
            {
                Name = TypeTexts.Escape(PartialMethods.CoreName(method)),
                Declaring = (PartialMethods.Core(method, _known)?.ContainingType ?? _type).Plain(),
                IsOfService = true,
                IsExplicit = false,
                Modifiers = "",
                Attributes = [],
                Type = MemberParser.Ref(method.RefKind) + (method.ReturnsVoid ? "void" : method.ReturnType.Text()),
                ReturnsRef = false,
                TypeParameters = typeParameters,
                Parameters = parameters.ToEquatableArray(),
                Operation = refusal is null ? OperationParser.Parse(operation, _names.Take("s_" + FreeNames.Camel(method.Name)), _names.Take(method.Name + "Operation"), _known) : null,
                Body = null,
                Disposes = Disposal.None,
            },
            Self = method.IsStatic ? null : new FreeNames(FreeNames.In(method)).Take("self"),
            Runtime = RuntimeSources.Parse(method, _type, "this", _known).Source ?? RuntimeSource.Ambient,
            Refusal = refusal,
        };
    }

    /// <summary>What the interface says counts where it carries the attribute too, as for a decorator.</summary>
    private Operation Operation(Annotation annotation, out Refusal? refusal)
    {
        var onInterface = annotation.Repeated(_known).FirstOrDefault();
        var method = annotation.Carrier;
        var signature = onInterface is null ? method : method.Arity == 0 ? onInterface.Carrier : onInterface.Carrier.Construct([.. method.TypeArguments]);
        var operation = new Operation(signature, onInterface ?? annotation, _type, annotation.GivenName, _known);
        refusal = Placement.Of(method, _known).Refusal
            ?? RefuseParameterNames(method, signature)
            ?? (onInterface is null ? null : Agreement.Refuse(onInterface, annotation))
            ?? Operations.Refuse(operation, _type, implementation: null, Way.Partial, _known)
            ?? RefuseName(annotation);
        return operation;
    }

    /// <summary>The interface's parameters name the parts of the key, and the body has the type's own.</summary>
    private static Refusal? RefuseParameterNames(IMethodSymbol method, IMethodSymbol signature) =>
        method.Parameters.Select(static p => p.Name).SequenceEqual(signature.Parameters.Select(static p => p.Name), StringComparer.Ordinal)
            ? null
            : new Refusal("IDEM101", $"{method.Name} names its parameters otherwise than {signature.ContainingType.Name} does, which names the parts of the key; name them alike");

    private Refusal? RefuseName(Annotation annotation)
    {
        var sharing = _annotations.Where(other => other.FullName == annotation.FullName).ToList();
        return sharing[0] == annotation && sharing.TrueForAll(static other => Placement.IsPartial(other.Carrier))
            ? null
            : new Refusal("IDEM103", $"two methods of {_type.Name} are the operation '{annotation.FullName}'; give one of them a Name");
    }

    private static IEnumerable<string> Declarations(INamedTypeSymbol type)
    {
        var parameters = string.Join(", ", type.TypeParameters.Select(static parameter => parameter.Variance switch
        {
            VarianceKind.In => "in ",
            VarianceKind.Out => "out ",
            _ => "",
        } + TypeTexts.Escape(parameter.Name)));
        var kind = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            _ => type.IsRecord ? "record" : "class",
        };
        return (type.ContainingType is { } outer ? Declarations(outer) : []).Append($"partial {kind} {TypeTexts.Escape(type.Name)}{(parameters.Length == 0 ? "" : $"<{parameters}>")}");
    }

    private static string Modifiers(IMethodSymbol method) => string.Concat(
        (method.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Modifiers ?? default)
            .Where(static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(static modifier => modifier.ValueText + " "));

}
