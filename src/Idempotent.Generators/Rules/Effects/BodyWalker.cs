using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Goes through a body once and notes what happens in it, and within which policy, loop or handler.</summary>
internal sealed class BodyWalker(BodyFacts facts, EntryPoints entries) : OperationWalker
{
    private readonly Dictionary<IOperation, (EntryPoint? Scope, RetryScope? Retry)> _lambdas = [];
    private readonly Dictionary<IMethodSymbol, (EntryPoint? Scope, RetryScope? Retry)> _handed = new(SymbolEqualityComparer.Default);
    private readonly List<(ILocalFunctionOperation Function, EntryPoint? Scope, RetryScope? Retry)> _functions = [];
    private EntryPoint? _scope;
    private RetryScope? _retry;

    public override void Visit(IOperation? operation)
    {
        facts.CancellationToken.ThrowIfCancellationRequested();
        base.Visit(operation);
    }

    /// <summary>Goes through the body, and then through its local functions, when it is known what runs them again.</summary>
    public void Walk(IOperation body)
    {
        Visit(body);
        for (var i = 0; i < _functions.Count; i++)
        {
            var (function, scope, retry) = _functions[i];
            var isHanded = _handed.TryGetValue(function.Symbol, out var handed);
            if (isHanded)
            {
                facts.Boundaries.Add(function);
            }

            Within(isHanded ? handed.Scope : scope, isHanded ? handed.Retry : retry, () => base.VisitLocalFunction(function));
        }

        _functions.Clear();
    }

    public override void VisitLocalFunction(ILocalFunctionOperation operation) => _functions.Add((operation, _scope, _retry));

    public override void VisitInvocation(IInvocationOperation operation)
    {
        facts.Calls.Add(operation);
        Note(operation);
        if (entries.OfHandler(operation, facts) is { } entry)
        {
            foreach (var argument in operation.Arguments)
            {
                Expect(argument.Value, entry, operation);
            }
        }

        foreach (var argument in operation.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out && Local(argument.Value) is { } local)
            {
                facts.AddValue(local, operation);
            }
        }

        base.VisitInvocation(operation);
    }

    public override void VisitObjectCreation(IObjectCreationOperation operation)
    {
        Note(operation);
        base.VisitObjectCreation(operation);
    }

    public override void VisitVariableDeclarator(IVariableDeclaratorOperation operation)
    {
        if (operation.GetVariableInitializer()?.Value is { } value)
        {
            facts.AddValue(operation.Symbol, value);
        }

        base.VisitVariableDeclarator(operation);
    }

    public override void VisitSimpleAssignment(ISimpleAssignmentOperation operation)
    {
        facts.Assignments.Add(operation);
        if (Local(operation.Target) is { } local)
        {
            facts.AddValue(local, operation.Value);
        }
        else
        {
            Note(operation);
        }

        base.VisitSimpleAssignment(operation);
    }

    public override void VisitCompoundAssignment(ICompoundAssignmentOperation operation)
    {
        facts.Assignments.Add(operation);
        Note(operation);
        base.VisitCompoundAssignment(operation);
    }

    public override void VisitIncrementOrDecrement(IIncrementOrDecrementOperation operation)
    {
        Note(operation);
        base.VisitIncrementOrDecrement(operation);
    }

    public override void VisitIsPattern(IIsPatternOperation operation)
    {
        foreach (var declared in operation.Pattern.DescendantsAndSelf().Select(static pattern => (pattern as IDeclarationPatternOperation)?.DeclaredSymbol ?? (pattern as IRecursivePatternOperation)?.DeclaredSymbol))
        {
            if (declared is ILocalSymbol local)
            {
                facts.AddValue(local, operation.Value);
            }
        }

        base.VisitIsPattern(operation);
    }

    public override void VisitEventAssignment(IEventAssignmentOperation operation)
    {
        if (operation.Adds && entries.OfEvent(operation) is { } entry)
        {
            Expect(operation.HandlerValue, entry, operation);
        }

        base.VisitEventAssignment(operation);
    }

    public override void VisitAnonymousFunction(IAnonymousFunctionOperation operation)
    {
        if (!_lambdas.TryGetValue(operation, out var expected))
        {
            base.VisitAnonymousFunction(operation);
            return;
        }

        facts.Boundaries.Add(operation);
        AddScope(expected.Scope, operation);
        Within(expected.Scope, expected.Retry, () => base.VisitAnonymousFunction(operation));
    }

    public override void VisitLabeled(ILabeledOperation operation)
    {
        if (RetryLoops.Of(operation) is not { } retry)
        {
            base.VisitLabeled(operation);
            return;
        }

        facts.Boundaries.Add(operation);
        Within(null, retry, () => base.VisitLabeled(operation));
    }

    public override void VisitConversion(IConversionOperation operation)
    {
        // An expression tree is not run here.
        if (operation.Operand is not IAnonymousFunctionOperation || operation.Type?.Name != "Expression")
        {
            base.VisitConversion(operation);
        }
    }

    public override void VisitForEachLoop(IForEachLoopOperation operation)
    {
        if (operation.Locals.Length > 0)
        {
            facts.AddValue(operation.Locals[0], operation.Collection);
        }

        VisitLoop(operation, () => base.VisitForEachLoop(operation));
    }

    public override void VisitForLoop(IForLoopOperation operation) => VisitLoop(operation, () => base.VisitForLoop(operation));

    public override void VisitWhileLoop(IWhileLoopOperation operation) => VisitLoop(operation, () => base.VisitWhileLoop(operation));

    private void VisitLoop(ILoopOperation loop, Action visit)
    {
        var retry = RetryLoops.Of(loop);
        var consumer = retry is null ? entries.OfLoop(loop) : null;
        if (retry is null && consumer is null)
        {
            visit();
            return;
        }

        facts.Boundaries.Add(loop);
        AddScope(consumer, loop);
        Within(consumer, retry, visit);
    }

    private void AddScope(EntryPoint? scope, IOperation operation)
    {
        if (scope is not null)
        {
            facts.Scopes.Add(new ScopedEntry(scope, operation.Syntax.GetFirstToken().GetLocation()));
        }
    }

    private void Within(EntryPoint? scope, RetryScope? retry, Action visit)
    {
        var (outerScope, outerRetry) = (_scope, _retry);
        _scope = scope ?? _scope;
        _retry = retry ?? (scope is null ? _retry : null);
        visit();
        (_scope, _retry) = (outerScope, outerRetry);
    }

    /// <summary>Marks a handler as run again: a lambda where it stands, a method group or the method that an expression calls by name.</summary>
    private void Expect(IOperation handler, EntryPoint entry, IOperation registration)
    {
        switch (handler)
        {
            case IConversionOperation { Type.Name: "Expression", Operand: IAnonymousFunctionOperation tree }:
                if (tree.Body.Descendants().OfType<IInvocationOperation>().FirstOrDefault() is { } job)
                {
                    facts.Registered.Add(new RegisteredEntry(job.TargetMethod, entry, job.Syntax.GetLocation()));
                }

                break;
            case IConversionOperation conversion:
                Expect(conversion.Operand, entry, registration);
                break;
            case IDelegateCreationOperation creation:
                Expect(creation.Target, entry, registration);
                break;
            case IAnonymousFunctionOperation lambda when entry.Kind == EntryKind.Retry:
                _lambdas[lambda] = (null, Retry(lambda, entry));
                break;
            case IAnonymousFunctionOperation lambda:
                _lambdas[lambda] = (entry, null);
                break;
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } method:
                _handed[function] = entry.Kind == EntryKind.Retry ? (null, Retry(method, entry)) : (entry, null);
                break;
            case IMethodReferenceOperation method when entry.Kind == EntryKind.Retry:
                facts.Occurrences.Add(new Occurrence(method, _scope, Retry(method, entry)));
                break;
            case IMethodReferenceOperation method:
                facts.Registered.Add(new RegisteredEntry(method.Method, entry, method.Syntax.GetLocation()));
                break;
        }
    }

    private static RetryScope Retry(IOperation body, EntryPoint entry) => new(body, entry.Description) { IsTransaction = entry.IsTransaction };

    private void Note(IOperation operation) => facts.Occurrences.Add(new Occurrence(operation, _scope, _retry));

    private static ILocalSymbol? Local(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };
}
