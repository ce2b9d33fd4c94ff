using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Reads what a body does out of its facts.</summary>
internal sealed partial class BodyReader(BodyFacts facts, EffectEngine engine)
{
    private readonly ImmutableArray<EffectSite>.Builder _effects = ImmutableArray.CreateBuilder<EffectSite>();
    private readonly ImmutableArray<SourceCall>.Builder _calls = ImmutableArray.CreateBuilder<SourceCall>();
    private readonly ImmutableArray<VolatileKey>.Builder _volatile = ImmutableArray.CreateBuilder<VolatileKey>();
    private readonly ImmutableArray<(IMethodSymbol Method, EntryPoint? Scope)>.Builder _guarded = ImmutableArray.CreateBuilder<(IMethodSymbol Method, EntryPoint? Scope)>();

    public BodySummary Read()
    {
        foreach (var occurrence in facts.Occurrences)
        {
            facts.CancellationToken.ThrowIfCancellationRequested();
            ReadVolatileKeys(occurrence);
            switch (occurrence.Operation)
            {
                case IInvocationOperation call:
                    ReadCall(call, occurrence);
                    break;
                case IObjectCreationOperation creation:
                    ReadCreation(creation, occurrence);
                    break;
                case IMethodReferenceOperation method:
                    AddCall(method.Method, method.Syntax, occurrence);
                    break;
                default:
                    ReadAssignment(occurrence);
                    break;
            }
        }

        return new BodySummary(_effects.ToImmutable(), _calls.ToImmutable(), [.. facts.Registered], _volatile.ToImmutable())
        {
            Scopes = [.. facts.Scopes],
            Guarded = _guarded.ToImmutable(),
        };
    }

    private void ReadCall(IInvocationOperation call, Occurrence occurrence)
    {
        var method = call.TargetMethod;
        if (RelativeUpdates.OfExecuteUpdate(call) is { } column)
        {
            Add(EffectKind.Relative, call, occurrence, $"ExecuteUpdate of {column}");
        }
        else if ((facts.Catalogue.Find(method) ?? facts.Catalogue.FindByAttribute(method)) is var (kind, api))
        {
            ReadKnown(kind, api, call, occurrence);
        }
        else if (IsAddToLoaded(call))
        {
            ReadInsert(call, Text(call), call.Arguments[0].Value, occurrence);
        }
        else
        {
            AddCall(method, call.Syntax, occurrence, call);
        }
    }

    private void ReadKnown(EffectKind kind, KnownApi api, IInvocationOperation call, Occurrence occurrence)
    {
        switch (kind)
        {
            case EffectKind.Insert:
                ReadInsert(call, Text(call), call.Argument(api.Detail("value") ?? "0"), occurrence);
                break;
            case EffectKind.Sql:
                ReadSql(call, api, occurrence);
                break;
            case EffectKind.Request when HarmlessNames.IsQuery(SentKeys.AddressOf(call)) || HarmlessNames.IsQuery(facts.Owner.Name) || !IsPost(call, api):
                break;
            case EffectKind.Request or EffectKind.Payment when api.Detail("sent")?.Split('+').Contains(call.Arguments.FirstOrDefault()?.Value.Bare().Type?.Name) == false:
                break;
            case EffectKind.Message when api.Detail("stores")?.Split('+') is { } stores && call.Instance?.Bare() is IParameterReferenceOperation output
                && output.Parameter.GetAttributes().Any(attribute => stores.Contains(attribute.AttributeClass?.Name)):
                ReadInsert(call, Text(call), call.Argument("0"), occurrence);
                break;
            case EffectKind.Message when engine.HasOutbox(api):
                break;
            case EffectKind.Request when engine.ResilientClients.Has(facts.Owner.ContainingType) && SentKeys.Of(facts, call, api) == SentKey.Missing:
                Add(kind, call, occurrence, Text(call), static site => site with { Retry = site.Retry ?? ResilientClients.Description });
                break;
            case EffectKind.Request or EffectKind.Payment or EffectKind.Message or EffectKind.Mail when SentKeys.Of(facts, call, api) == SentKey.Missing:
                Add(kind, call, occurrence, Text(call), site => site with { Properties = site.Properties.Add(KeyName, api.Detail("key")).Add(KeyHolder, api.Detail("in")) });
                break;
            case EffectKind.Increment or EffectKind.Append when !IsCounter(call):
            case EffectKind.Relative when !RelativeUpdates.IsStepOfDocument(facts):
                Add(kind, call, occurrence, Text(call));
                break;
            case EffectKind.Mediator when call.Arguments.FirstOrDefault()?.Value.Bare().Type is { } message:
                AddCall(call.TargetMethod, call.Syntax, occurrence, call, message, api.Detail("handlers") ?? "");
                break;
        }
    }

    private void ReadCreation(IObjectCreationOperation creation, Occurrence occurrence)
    {
        if (creation.Constructor is { } constructor && facts.Catalogue.Find(constructor) is (EffectKind.Sql, var api))
        {
            ReadSql(creation, api, occurrence);
        }
        else if (creation.Type is { Name: "StreamWriter" or "FileStream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }
            && creation.Arguments.Any(static argument => argument.Parameter?.Name == "append" ? argument.Value.ConstantValue is { HasValue: true, Value: true } : argument.Value is IFieldReferenceOperation { Field: { Name: "Append", ContainingType.Name: "FileMode" } })
            && !HarmlessNames.IsRecord(creation.Arguments[0].Value.Syntax.ToString().Trim('"')))
        {
            Add(EffectKind.Append, creation, occurrence, $"new {creation.Type.Name}");
        }
    }

    private void ReadAssignment(Occurrence occurrence)
    {
        if (occurrence.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment && facts.Catalogue.Find(property.Property) is var (kind, api))
        {
            if (kind == EffectKind.Sql)
            {
                ReadSql(assignment, api, occurrence);
            }
            else if (kind == EffectKind.Relative)
            {
                ReadUpdateExpression(assignment, api, occurrence);
            }
            else if (kind == EffectKind.Insert && assignment.Value.Bare() is IFieldReferenceOperation state && state.Field.Name == api.Detail("set")
                && property.Instance?.Bare() is IInvocationOperation { Arguments: [var entity, ..] } entry)
            {
                ReadInsert(assignment, Text(entry), entity.Value, occurrence);
            }
        }
        else if (RelativeUpdates.Of(facts, occurrence.Operation) is { } update)
        {
            ReadRelative(update, occurrence);
        }
    }

    private void ReadRelative(RelativeUpdate update, Occurrence occurrence)
    {
        var what = $"{update.Member.Name} of {update.Member.ContainingType.Name}";
        switch (update.Owner)
        {
            case ILocalReferenceOperation local when Lookups.IsTracked(facts, local) || (Lookups.IsLoaded(facts, local) && Saves()):
                Add(EffectKind.Relative, occurrence.Operation, occurrence, what);
                break;
            case ILocalReferenceOperation or IInstanceReferenceOperation when occurrence.Scope is null && occurrence.Retry is null && update.Member is { IsStatic: false } && IsPartOfThis(update.Owner, 0):
                Add(EffectKind.Relative, occurrence.Operation, occurrence, what, static site => site with { OfThis = true });
                break;
            case IParameterReferenceOperation item when Source(item, occurrence.Operation) is { } source && (Lookups.IsTracked(facts, source) || (Lookups.IsLoaded(facts, source) && Saves())):
                Add(EffectKind.Relative, occurrence.Operation, occurrence, what);
                break;
            case IParameterReferenceOperation parameter when SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, facts.Owner):
                Add(EffectKind.Relative, occurrence.Operation, occurrence, what, site => site with { OfParameter = parameter.Parameter.Ordinal });
                break;
        }
    }

    /// <summary>The collection that a lambda is run over: <c>products.ForEach(p => …)</c>.</summary>
    private static IOperation? Source(IParameterReferenceOperation item, IOperation within)
    {
        for (var current = within.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, item.Parameter.ContainingSymbol))
            {
                return lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ForEach" } call } }
                    ? call.Receiver() ?? call.Arguments.FirstOrDefault()?.Value
                    : null;
            }
        }

        return null;
    }

    private void ReadInsert(IOperation operation, string what, IOperation? entity, Occurrence occurrence)
    {
        var identity = facts.IdentityOf(entity);
        if (identity.Source is not (IdentitySource.Generated or IdentitySource.Parameter) || HarmlessNames.IsRecord(identity.Entity) || engine.UniqueIndexes.Has(identity.Entity) || Guards.CatchesConflict(operation))
        {
            return;
        }

        Add(EffectKind.Insert, operation, occurrence, what, site => site with
        {
            OfParameter = identity.Source == IdentitySource.Parameter ? identity.Parameter : -1,
            IsNumbered = identity.IsNumbered,
            ToChange = identity.Fresh,
        });
    }

    /// <summary>The name of what is done, as written: <c>_db.Orders.Add</c>.</summary>
    private static string Text(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: { Span.Length: < 60 } expression }
        ? string.Concat(expression.ToString().Where(static c => !char.IsWhiteSpace(c)))
        : $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";

    private bool Saves() => facts.Calls.Exists(call => facts.KindOf(call) == EffectKind.Save || Array.Exists(s_saves, prefix => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal)));

    private static readonly string[] s_saves = ["Save", "Update", "Commit", "Replace", "Upsert", "Store", "Persist", "Put", "Complete"];

    private void Add(EffectKind kind, IOperation operation, Occurrence occurrence, string what, Func<EffectSite, EffectSite>? with = null)
    {
        if (!Guards.IsGuarded(facts, operation, occurrence.Retry?.Operation))
        {
            var isUndone = occurrence.Retry?.IsTransaction == true && kind is EffectKind.Insert or EffectKind.Sql or EffectKind.Relative;
            var retry = isUndone ? null : occurrence.Retry;
            var site = new EffectSite(kind, Place(operation.Syntax), what) { Scope = occurrence.Scope, Retry = retry?.Description, RetryPlace = retry?.Operation.Syntax.GetLocation() };
            _effects.Add(with is null ? site : with(site));
        }
    }

    private void AddCall(IMethodSymbol method, SyntaxNode syntax, Occurrence occurrence, IInvocationOperation? call = null, ITypeSymbol? message = null, string handlers = "")
    {
        var target = method.Declared();
        if (engine.Known.MayAnnotate(target.ContainingAssembly) && engine.IsGuarded(target))
        {
            _guarded.Add((target, occurrence.Scope));
            return;
        }

        if (message is null && !target.ContainingAssembly.Is(engine.Known.Compilation.Assembly) || Guards.IsGuarded(facts, occurrence.Operation, occurrence.Retry?.Operation))
        {
            return;
        }

        if (target.Attribute(engine.Known.NonIdempotentAttribute) is { } statement)
        {
            Add(EffectKind.Declared, occurrence.Operation, occurrence, $"{method.Name} ({statement.ConstructorArguments.FirstOrDefault().Value})");
            return;
        }

        _calls.Add(new SourceCall(target, Place(syntax), message, handlers)
        {
            Scope = occurrence.Scope,
            Retry = occurrence.Retry is { IsTransaction: false } retry ? retry.Description : null,
            Arguments = call is null ? [] : [.. (call.TargetMethod.ReducedFrom ?? call.TargetMethod).Parameters.Select(parameter => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value).Select(value => IdentityOf(value))],
            IsOfLoaded = call?.Instance is { } instance && instance.Bare() is not IInstanceReferenceOperation && Lookups.IsLoaded(facts, instance),
            IsOfThis = call?.Instance is null || IsPartOfThis(call.Instance, 0),
        });
    }

    private Identity IdentityOf(IOperation? value) => value?.Type is { IsReferenceType: true, SpecialType: SpecialType.None, TypeKind: not TypeKind.Delegate } ? facts.IdentityOf(value) : default;

    /// <summary>Whether a value is <c>this</c> or was taken from its members: what changes it, changes the object that the body belongs to.</summary>
    private bool IsPartOfThis(IOperation value, int depth) => depth < 4 && value.Root() switch
    {
        IInstanceReferenceOperation => true,
        ILocalReferenceOperation local => facts.ValuesOf(local.Local) is [var only] && IsPartOfThis(only, depth + 1),
        IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } query when query.Receiver() is { } source => IsPartOfThis(source, depth + 1),
        _ => false,
    };

    /// <summary>An item that is put into a collection of something tracked is a row more.</summary>
    private bool IsAddToLoaded(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Add", ContainingType.ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } }, Arguments.Length: 1, Instance: IPropertyReferenceOperation { Instance: { } owner } }
        && owner.Root() is ILocalReferenceOperation local && Lookups.IsTracked(facts, local);

    /// <summary>The smallest part that says what is done.</summary>
    private static Location Place(SyntaxNode syntax) => (syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        _ => syntax,
    }).GetLocation();
}
