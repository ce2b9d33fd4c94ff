namespace Idempotent.Registering;

/// <summary>How one service gets its wrapper.</summary>
/// <param name="implementation">The class it is for; null for any.</param>
internal abstract class ServiceWrapper(Type? implementation) : OperationSource
{
    public Type? Implementation { get; } = implementation;

    /// <summary>Makes the wrapper of a service.</summary>
    /// <param name="service">The service's closed type.</param>
    /// <param name="inner">What is wrapped.</param>
    /// <param name="runtime">What the wrapper runs with.</param>
    public abstract object Wrap(Type service, object inner, IdempotencyRuntime runtime);
}

/// <inheritdoc/>
internal sealed class ClosedWrapper(Type? implementation, Func<object, IdempotencyRuntime, object> wrap, IdempotentOperation[] operations)
    : ServiceWrapper(implementation)
{
    public override IReadOnlyList<IdempotentOperation> Operations { get; } = operations;

    public override IEnumerable<string> OperationNames => Operations.Select(static o => o.Name);

    public override object Wrap(Type service, object inner, IdempotencyRuntime runtime) => wrap(inner, runtime);
}
