using System.Text.RegularExpressions;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>What is known of the key or id that a request or message carries.</summary>
internal enum SentKey
{
    /// <summary>It carries none.</summary>
    Missing,

    /// <summary>It carries one, or that can't be seen.</summary>
    Given,
}

/// <summary>Finds the key that a request, payment or message is sent with: a header, an option, a property of the message, or an id that the message has by itself.</summary>
internal static class SentKeys
{
    private const int DeepestSearch = 4;

    private static readonly Regex s_ownId = NamePattern.Of("^(Message|Event|Command|Request|Correlation|Idempotency|Deduplication|Causation|Notification)(Id|Key)$");

    public static SentKey Of(BodyFacts facts, IInvocationOperation call, KnownApi api)
    {
        var key = api.Detail("key");
        if (key is null)
        {
            return SentKey.Missing;
        }

        if (IsSetBefore(facts, call))
        {
            return SentKey.Given;
        }

        var isGiven = key == "header" ? HasHeader(facts, call) : call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && !IsReceiver(call, argument)
            && (api.Detail("in") is not { } type || argument.Parameter?.Type.Name == type) && Carries(facts, argument, key, 0));
        return isGiven ? SentKey.Given : SentKey.Missing;
    }

    private static bool IsReceiver(IInvocationOperation call, IArgumentOperation argument) => call.TargetMethod.IsExtensionMethod && argument.Parameter?.Ordinal == 0;

    /// <summary>Whether the client was given the key for what it sends next.</summary>
    private static bool IsSetBefore(BodyFacts facts, IInvocationOperation call) => call.Instance is { } client
        && facts.Calls.Exists(other => other != call && other.Instance?.Syntax.ToString() == client.Syntax.ToString()
            && other.Syntax.SpanStart < call.Syntax.SpanStart && HarmlessNames.IsKeyParameter(other.TargetMethod.Name));

    /// <summary>A name such as <c>Idempotency-Key</c> in the body, or in a constructor, field or handler of the type that sends: headers are often set once.</summary>
    private static bool HasHeader(BodyFacts facts, IInvocationOperation call) =>
        (facts.Owner as INamedTypeSymbol ?? facts.Owner.ContainingType)?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(facts.CancellationToken).DescendantTokens()
            .Any(static token => token.Value is string text && (token.IsKind(SyntaxKind.IdentifierToken)
                ? HarmlessNames.IsKeyParameter(text) && token.Parent?.Parent?.ToString().IndexOf("Header", StringComparison.Ordinal) >= 0
                : HarmlessNames.IsKey(text)))) == true
        || call.Arguments.Any(static argument => argument.Parameter is { } parameter && (HarmlessNames.IsKey(parameter.Name) || IsKeyHeader(parameter)) && argument.ArgumentKind != ArgumentKind.DefaultValue);

    /// <summary>A parameter that an attribute sends as such a header.</summary>
    private static bool IsKeyHeader(IParameterSymbol parameter) =>
        parameter.GetAttributes().SelectMany(static attribute => attribute.ConstructorArguments)
            .Any(static argument => argument is { Kind: TypedConstantKind.Primitive, Value: string header } && HarmlessNames.IsKey(header));

    /// <summary>Whether a value carries the key: it names it, has it set, or comes from where that can't be seen.</summary>
    private static bool Carries(BodyFacts facts, IOperation value, string key, int depth)
    {
        if (depth > DeepestSearch)
        {
            return true;
        }

        if (value is IArgumentOperation argument)
        {
            return (string.Equals(argument.Parameter?.Name, key, StringComparison.OrdinalIgnoreCase) && argument.Value.ConstantValue is not { HasValue: true, Value: null })
                || Carries(facts, argument.Value, key, depth);
        }

        var bare = value.Bare();
        return bare switch
        {
            IObjectCreationOperation creation => Sets(creation, key) || creation.Arguments.Any(argument => IsId(argument.Parameter?.Name, key) || (IsCarrier(argument.Value) && Carries(facts, argument.Value, key, depth + 1))),
            ILocalReferenceOperation local => IsSetOn(facts, local, key) || facts.ValuesOf(local.Local) is not { Count: > 0 } values || values.Any(given => Carries(facts, given, key, depth + 1)),
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Body.Syntax.ToString().Contains(key),
            IAnonymousObjectCreationOperation anonymous => anonymous.Initializers.OfType<ISimpleAssignmentOperation>().Any(set => IsId((set.Target as IPropertyReferenceOperation)?.Property.Name, key)),
            IInvocationOperation { TargetMethod.Name: "Select" } many
                when many.Arguments.Select(static argument => argument.Value.Bare()).OfType<IDelegateCreationOperation>().FirstOrDefault()?.Target is IAnonymousFunctionOperation made =>
                made.Body.Descendants().OfType<IReturnOperation>().Any(one => one.ReturnedValue is { } message && Carries(facts, message, key, depth + 1)),
            IArrayCreationOperation { Initializer.ElementValues: [var first, ..] } => Carries(facts, first, key, depth + 1),
            ICollectionExpressionOperation { Elements: [var first, ..] } => Carries(facts, first, key, depth + 1),
            IInvocationOperation call => IsMaker(call) || call.DescendantsAndSelf().Any(part => part is ILiteralOperation { ConstantValue.Value: string text } && HarmlessNames.IsKey(text)),
            IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => IsCarrier(bare),
            _ => false,
        };
    }

    /// <summary>A message or its options; not text, a number, a token or a body of bytes, nor a type of the source without any id.</summary>
    private static bool IsCarrier(IOperation value) => value.Bare().Type is { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct or TypeKind.TypeParameter, SpecialType: SpecialType.None } type
        && type.Name is not ("CancellationToken" or "Guid" or "ReadOnlyMemory" or "Uri" or "BinaryData" or "DateTimeOffset" or "TimeSpan" or "Type") && !IsPlain(type);

    /// <summary>A class or record of the source that shows all that it has, and no id.</summary>
    private static bool IsPlain(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } named
        && named.SelfAndBases().SelectMany(static part => part.GetMembers().OfType<IPropertySymbol>()).All(static property => !IsId(property.Name, ""));

    /// <summary>A call that makes the message elsewhere, with whatever id.</summary>
    private static bool IsMaker(IInvocationOperation call) => IsCarrier(call) && call.TargetMethod.Name is not "CreateBasicProperties";

    private static bool Sets(IObjectCreationOperation creation, string key) => creation.Initializer?.DescendantsAndSelf().Any(part => part switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } => IsId(property.Property.Name, key),
        ILiteralOperation { ConstantValue.Value: string text } => HarmlessNames.IsKey(text),
        _ => false,
    }) == true;

    private static bool IsSetOn(BodyFacts facts, ILocalReferenceOperation local, string key) =>
        facts.Assignments.Any(set => set.Target is IPropertyReferenceOperation property && IsId(property.Property.Name, key) && property.Root().IsSame(local))
        || facts.Calls.Any(call => call.Instance?.Root().IsSame(local) == true && (call.TargetMethod.Name == key || call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: string text } && HarmlessNames.IsKey(text))));

    private static bool IsId(string? name, string key) => name is { Length: > 0 } && (string.Equals(name, key, StringComparison.OrdinalIgnoreCase) || s_ownId.IsMatch(char.ToUpperInvariant(name[0]) + name.Substring(1)));

    /// <summary>The text of the address that a request goes to, as far as it is written down.</summary>
    public static string AddressOf(IInvocationOperation call) => string.Concat(call.Arguments.Take(2).SelectMany(static argument => argument.Value.DescendantsAndSelf())
        .Select(static part => part.ConstantValue is { HasValue: true, Value: string text } ? text : (part.Syntax as IdentifierNameSyntax)?.Identifier.ValueText));
}
