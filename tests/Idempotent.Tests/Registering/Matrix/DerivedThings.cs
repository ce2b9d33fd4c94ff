using Idempotent.Registering;

namespace Idempotent.Tests.Registering.Matrix;

/// <summary>Classes that others are derived from, one for each way to be disposed.</summary>
public class OpenThing(Journal journal) : ThingBase(journal);

public class OpenClosing(Journal journal) : OpenThing(journal), IDisposable
{
    public void Dispose()
    {
        Disposed();
        GC.SuppressFinalize(this);
    }
}

public class OpenAsyncClosing(Journal journal) : OpenThing(journal), IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return DisposedAsync();
    }
}

public class OpenBothClosing(Journal journal) : OpenClosing(journal), IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return DisposedAsync();
    }
}

public class OpenThing<T>(Journal journal) : ThingBase(journal), IThing<T>
{
    public T? Echo(T? value) => value;
}

/// <summary>Derived classes as the generator writes them, less their overrides.</summary>
public sealed class OpenThingIdempotent(IdempotencyRuntime runtime, Journal journal) : OpenThing(journal), IDerived
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public sealed class OpenClosingIdempotent(IdempotencyRuntime runtime, Journal journal) : OpenClosing(journal), IDerived
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public sealed class OpenAsyncClosingIdempotent(IdempotencyRuntime runtime, Journal journal) : OpenAsyncClosing(journal), IDerived
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public sealed class OpenBothClosingIdempotent(IdempotencyRuntime runtime, Journal journal) : OpenBothClosing(journal), IDerived
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public sealed class OpenThingIdempotent<T>(IdempotencyRuntime runtime, Journal journal) : OpenThing<T>(journal), IDerived
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public interface IDerived
{
    IdempotencyRuntime Runtime { get; }
}

internal static class DerivedRegistry
{
    public static IdempotentServiceRegistry Create()
    {
        var registry = new IdempotentServiceRegistry();
        registry.AddDerived<OpenThing, OpenThingIdempotent>(new IdempotentOperation<NoResult>("open"));
        registry.AddDerived<OpenClosing, OpenClosingIdempotent>(new IdempotentOperation<NoResult>("closing"));
        registry.AddDerived<OpenAsyncClosing, OpenAsyncClosingIdempotent>(new IdempotentOperation<NoResult>("async"));
        registry.AddDerived<OpenBothClosing, OpenBothClosingIdempotent>(new IdempotentOperation<NoResult>("both"));
        registry.AddOpenDerived(typeof(OpenThing<>), typeof(OpenThingIdempotent<>), "derived");
        return registry;
    }
}
