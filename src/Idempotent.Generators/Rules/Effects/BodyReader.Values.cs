using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Idempotent.Generators.Rules.Effects.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <content>What depends on values: SQL text, addresses, keys.</content>
internal sealed partial class BodyReader
{
    /// <summary>Property of an SQL effect: <see cref="SqlEffect"/>.</summary>
    public const string SqlEffectProperty = nameof(SqlEffect);

    /// <summary>Property of an insert: where in its literal's text a conflict clause can go.</summary>
    public const string ClauseAt = nameof(ClauseAt);

    /// <summary>Property of what is sent without a key: the property, parameter or <c>header</c> that would carry it.</summary>
    public const string KeyName = nameof(KeyName);

    /// <summary>Property of what is sent without a key: the type of the options that would carry it, where it is not the message.</summary>
    public const string KeyHolder = nameof(KeyHolder);

    private void ReadSql(IOperation operation, KnownApi api, Occurrence occurrence)
    {
        if (SqlText.Of(facts, operation, api) is not { } text)
        {
            return;
        }

        foreach (var statement in SqlReader.Read(text.Text))
        {
            if (!HarmlessNames.IsRecord(statement.Table))
            {
                var isOnly = text.Source is not null && statement.ClauseAt >= 0;
                Add(EffectKind.Sql, operation, occurrence, statement.Effect == SqlEffect.Insert ? $"INSERT INTO {statement.Table}" : $"UPDATE of {statement.Table}.{statement.Column}", site => site with
                {
                    Properties = site.Properties.Add(SqlEffectProperty, statement.Effect.ToString()).Add(ClauseAt, isOnly ? statement.ClauseAt.ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
                    ToChange = isOnly ? text.Source!.GetLocation() : null,
                });
                return;
            }
        }
    }

    /// <summary>An update that is written as text, beside the condition under which it happens.</summary>
    private void ReadUpdateExpression(ISimpleAssignmentOperation assignment, KnownApi api, Occurrence occurrence)
    {
        var isConditional = assignment.Parent is IObjectOrCollectionInitializerOperation { Initializers: { } beside }
            && beside.Any(other => other is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation set } && set.Property.Name == api.Detail("condition"));
        if (!isConditional && SqlText.Of(facts, assignment, api) is { } text && SqlReader.RelativeColumn(text.Text) is { } column)
        {
            Add(EffectKind.Relative, assignment, occurrence, $"update of {column}");
        }
    }

    /// <summary>Whether a request whose verb is an argument is a POST or PATCH, for certain.</summary>
    private bool IsPost(IInvocationOperation call, KnownApi api) => api.Detail("verb") is null || call.Arguments.Any(argument => IsPostMessage(argument.Value, 0));

    private bool IsPostMessage(IOperation value, int depth) => depth < 3 && value.Bare() switch
    {
        IObjectCreationOperation creation => creation.DescendantsAndSelf().Any(IsPost),
        ILocalReferenceOperation local => facts.ValuesOf(local.Local).Any(given => IsPostMessage(given, depth + 1))
            || facts.Assignments.Any(set => set.Target is IPropertyReferenceOperation { Property.Name: "Method" } verb && verb.Root().IsSame(local) && set.Value.DescendantsAndSelf().Any(IsPost)),
        _ => false,
    };

    /// <summary>A verb that changes something: <c>HttpMethod.Post</c>, <c>new HttpMethod("POST")</c>, <c>Method.Post</c>.</summary>
    private static bool IsPost(IOperation part) => part switch
    {
        IPropertyReferenceOperation { Property: { Name: "Post" or "Patch", ContainingType.Name: "HttpMethod" } } => true,
        IObjectCreationOperation { Type.Name: "HttpMethod", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: "POST" or "PATCH" } }] } => true,
        IFieldReferenceOperation { Field: { Name: "Post" or "POST" or "Patch" or "PATCH", ContainingType.Name: "Method" } } => true,
        _ => false,
    };

    /// <summary>Counters that limit a rate, or count views: their names say so, or they expire.</summary>
    private bool IsCounter(IInvocationOperation call) => call.Arguments.FirstOrDefault()?.Value is { } key
        && (HarmlessNames.IsTally(key.Syntax.ToString()) || (facts.KindOf(call) == EffectKind.Increment && facts.Calls.Exists(static other => other.TargetMethod.Name.StartsWith("KeyExpire", StringComparison.Ordinal))));

    private void ReadVolatileKeys(Occurrence occurrence)
    {
        switch (occurrence.Operation)
        {
            case IInvocationOperation call when Annotations.Of(call.TargetMethod.Declared(), engine.Known) is { } annotation:
                foreach (var argument in call.Arguments)
                {
                    if (annotation.Carrier.Parameters.FirstOrDefault(parameter => parameter.Ordinal == argument.Parameter?.Ordinal) is { } parameter && IsKey(parameter))
                    {
                        AddVolatile(argument.Value, parameter.Name, occurrence, isOperation: true);
                    }
                }

                break;
            case IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string header } }, { Value: { } value }, ..] } when HarmlessNames.IsKey(header):
                AddVolatile(value, header, occurrence, isOperation: false);
                break;
            case IInvocationOperation { Arguments: [var only], TargetMethod.Name: var setter } when HarmlessNames.IsKeyParameter(setter):
                AddVolatile(only.Value, setter, occurrence, isOperation: false);
                break;
            case IInvocationOperation call:
                ReadKeyArguments(call.Arguments, occurrence);
                break;
            case IObjectCreationOperation creation:
                ReadKeyArguments(creation.Arguments, occurrence);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment when IsKey(property):
                AddVolatile(assignment.Value, property.Name, occurrence, isOperation: true);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: true } property } } assignment
                when property.Name is "IdempotencyKey" or "PaypalRequestId" or "MessageId" or "MessageDeduplicationId" or "DeduplicationId":
                AddVolatile(assignment.Value, property.Name, occurrence, isOperation: false);
                break;
        }
    }

    /// <summary>Arguments that are keys by their parameters' names.</summary>
    private void ReadKeyArguments(IEnumerable<IArgumentOperation> arguments, Occurrence occurrence)
    {
        foreach (var argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: { } name } && HarmlessNames.IsKeyParameter(name))
            {
                AddVolatile(argument.Value, name, occurrence, isOperation: false);
            }
        }
    }

    private static bool IsKey(ISymbol symbol) => symbol.GetAttributes().Any(static attribute => attribute.AttributeClass is { } type && type.IsNamed("Idempotent.IdempotencyKeyAttribute"));

    private void AddVolatile(IOperation value, string key, Occurrence occurrence, bool isOperation)
    {
        if (facts.FreshSource(value) is { } fresh)
        {
            var isRepeated = occurrence.Retry is { } retry && retry.Operation.Syntax.Span.Contains(fresh.Syntax.Span) && retry.Operation.Syntax.SyntaxTree == fresh.Syntax.SyntaxTree;
            if (occurrence.Retry is null || isRepeated || occurrence.Scope is not null)
            {
                _volatile.Add(new VolatileKey(value.Syntax.GetLocation(), key, fresh.Syntax.GetLocation(), occurrence.Scope, isRepeated ? occurrence.Retry!.Operation.Syntax.GetLocation() : null, isOperation && (occurrence.Retry is null || isRepeated)));
            }
        }
    }
}
