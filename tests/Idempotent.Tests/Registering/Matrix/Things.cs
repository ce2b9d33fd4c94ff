namespace Idempotent.Tests.Registering.Matrix;

public interface IThing
{
    string Name { get; }
}

public interface IThing<T> : IThing
{
    T? Echo(T? value);
}

public abstract class ThingBase : IThing
{
    private readonly int _number;

    protected ThingBase(Journal journal)
    {
        Journal = journal;
        _number = journal.Made(GetType().Name);
    }

    public string Name => $"{GetType().Name}{_number}";

    protected Journal Journal { get; }

    protected void Disposed() => Journal.Add($"{Name} disposed");

    protected ValueTask DisposedAsync()
    {
        Journal.Add($"{Name} disposed asynchronously");
        return ValueTask.CompletedTask;
    }
}

public sealed class Plain(Journal journal) : ThingBase(journal);

public sealed class Closing(Journal journal) : ThingBase(journal), IDisposable
{
    public void Dispose() => Disposed();
}

public sealed class AsyncClosing(Journal journal) : ThingBase(journal), IAsyncDisposable
{
    public ValueTask DisposeAsync() => DisposedAsync();
}

public sealed class BothClosing(Journal journal) : ThingBase(journal), IDisposable, IAsyncDisposable
{
    public void Dispose() => Disposed();

    public ValueTask DisposeAsync() => DisposedAsync();
}

/// <summary>A second implementation for each way to be disposed.</summary>
public sealed class OtherPlain(Journal journal) : ThingBase(journal);

public sealed class OtherClosing(Journal journal) : ThingBase(journal), IDisposable
{
    public void Dispose() => Disposed();
}

public sealed class OtherAsyncClosing(Journal journal) : ThingBase(journal), IAsyncDisposable
{
    public ValueTask DisposeAsync() => DisposedAsync();
}

public sealed class OtherBothClosing(Journal journal) : ThingBase(journal), IDisposable, IAsyncDisposable
{
    public void Dispose() => Disposed();

    public ValueTask DisposeAsync() => DisposedAsync();
}

public sealed class Plain<T>(Journal journal) : ThingBase(journal), IThing<T>
{
    public T? Echo(T? value) => value;
}

public sealed class Closing<T>(Journal journal) : ThingBase(journal), IThing<T>, IDisposable
{
    public T? Echo(T? value) => value;

    public void Dispose() => Disposed();
}

public sealed class AsyncClosing<T>(Journal journal) : ThingBase(journal), IThing<T>, IAsyncDisposable
{
    public T? Echo(T? value) => value;

    public ValueTask DisposeAsync() => DisposedAsync();
}

public sealed class BothClosing<T>(Journal journal) : ThingBase(journal), IThing<T>, IDisposable, IAsyncDisposable
{
    public T? Echo(T? value) => value;

    public void Dispose() => Disposed();

    public ValueTask DisposeAsync() => DisposedAsync();
}
