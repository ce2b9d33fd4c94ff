using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Idempotent.Tests.Registering.Matrix;

public enum Kind
{
    Type,
    Factory,
    Instance,
    KeyedType,
    KeyedFactory,
    KeyedInstance,
    OpenGeneric,
    KeyedOpenGeneric,
    TwoRegistrations,
    TryAdd,
    Forwarded,
}

public enum Disposal
{
    None,
    Disposable,
    AsyncDisposable,
    Both,
}

/// <summary>One cell of the matrix; in a derived one the classes are such as others are derived from.</summary>
public sealed record Combination(Kind Kind, ServiceLifetime Lifetime, Disposal Disposal, bool DisposeContainerAsynchronously, bool IsDerived = false)
{
    public const string Key = "key";

    public static IEnumerable<Combination> All =>
        from kind in Enum.GetValues<Kind>()
        from lifetime in Enum.GetValues<ServiceLifetime>()
        where lifetime == ServiceLifetime.Singleton || kind is not (Kind.Instance or Kind.KeyedInstance)
        from disposal in Enum.GetValues<Disposal>()
        from asynchronously in new[] { false, true }
        select new Combination(kind, lifetime, disposal, asynchronously);

    /// <summary>Those of classes that others are derived from: all but factories and instances, which can't become another class.</summary>
    public static IEnumerable<Combination> AllDerived =>
        from combination in All
        where combination.Kind is not (Kind.Factory or Kind.Instance or Kind.KeyedFactory or Kind.KeyedInstance)
        select combination with { IsDerived = true };

    public bool IsKeyed => Kind is Kind.KeyedType or Kind.KeyedFactory or Kind.KeyedInstance or Kind.KeyedOpenGeneric;

    public Type Service => Kind is Kind.OpenGeneric or Kind.KeyedOpenGeneric ? typeof(IThing<int>) : typeof(IThing);

    private Type First => IsDerived ? Pick(typeof(OpenThing), typeof(OpenClosing), typeof(OpenAsyncClosing), typeof(OpenBothClosing)) : Pick(typeof(Plain), typeof(Closing), typeof(AsyncClosing), typeof(BothClosing));

    private Type Second => Pick(typeof(OtherPlain), typeof(OtherClosing), typeof(OtherAsyncClosing), typeof(OtherBothClosing));

    private Type Generic => IsDerived ? typeof(OpenThing<>) : Pick(typeof(Plain<>), typeof(Closing<>), typeof(AsyncClosing<>), typeof(BothClosing<>));

    public void Register(IServiceCollection services, Journal journal)
    {
        switch (Kind)
        {
            case Kind.Type:
                services.Add(new(typeof(IThing), First, Lifetime));
                break;
            case Kind.Factory:
                services.Add(new(typeof(IThing), _ => Make(First, journal), Lifetime));
                break;
            case Kind.Instance:
                services.AddSingleton(Make(First, journal));
                break;
            case Kind.KeyedType:
                services.Add(new(typeof(IThing), Key, First, Lifetime));
                break;
            case Kind.KeyedFactory:
                services.Add(new(typeof(IThing), Key, (_, key) =>
                {
                    journal.Add($"made for {key}");
                    return Make(First, journal);
                }, Lifetime));
                break;
            case Kind.KeyedInstance:
                services.AddKeyedSingleton(Key, Make(First, journal));
                break;
            case Kind.OpenGeneric:
                services.Add(new(typeof(IThing<>), Generic, Lifetime));
                break;
            case Kind.KeyedOpenGeneric:
                services.Add(new(typeof(IThing<>), Key, Generic, Lifetime));
                break;
            case Kind.TwoRegistrations:
                services.Add(new(typeof(IThing), Second, Lifetime));
                services.Add(new(typeof(IThing), First, Lifetime));
                break;
            case Kind.TryAdd:
                services.TryAdd(new ServiceDescriptor(typeof(IThing), First, Lifetime));
                services.TryAdd(new ServiceDescriptor(typeof(IThing), Second, Lifetime));
                break;
            case Kind.Forwarded:
                services.Add(new(First, First, Lifetime));
                services.Add(new(typeof(IThing), provider => provider.GetRequiredService(First), Lifetime));
                break;
        }
    }

    private static IThing Make(Type type, Journal journal) => (IThing)Activator.CreateInstance(type, journal)!;

    private Type Pick(Type none, Type disposable, Type asyncDisposable, Type both) => Disposal switch
    {
        Disposal.None => none,
        Disposal.Disposable => disposable,
        Disposal.AsyncDisposable => asyncDisposable,
        _ => both,
    };
}
