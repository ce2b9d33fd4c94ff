using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Idempotent.Tests.Registering.Matrix;

/// <summary>Each way to register a service, against the same container without wrappers.</summary>
public class RegistrationMatrixTests
{
    public static TheoryData<Combination> Combinations => new(Combination.All);

    public static TheoryData<Combination> DerivedCombinations => new(Combination.AllDerived);

    [Fact]
    public void Combinations_AreComplete()
    {
        // 9 kinds in 3 lifetimes and 2 kinds of instances in one, disposed in 4 ways, in containers disposed in 2.
        Assert.Equal(((9 * 3) + 2) * 4 * 2, Combination.All.Distinct().Count());

        // 7 kinds of those, in 3 lifetimes.
        Assert.Equal(7 * 3 * 4 * 2, Combination.AllDerived.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task WrappedServices_LiveAndDieAsWithoutWrappers(Combination combination)
    {
        var without = await Observation.OfAsync(combination, static _ => { });
        var with = await Observation.OfAsync(combination, static services => services.AddIdempotentServices(MatrixRegistry.Create()));

        Assert.Equal(without.Events, with.Events);
        Assert.NotEmpty(with.Resolved);
        Assert.All(without.Resolved, static thing => Assert.IsNotType<IWrapper>(thing, exactMatch: false));
        Assert.All(with.Resolved, static thing => Assert.IsType<IWrapper>(thing, exactMatch: false));
    }

    [Theory]
    [MemberData(nameof(DerivedCombinations))]
    public async Task DerivedServices_LiveAndDieAsTheirBaseClasses(Combination combination)
    {
        var without = await Observation.OfAsync(combination, static _ => { });
        var with = await Observation.OfAsync(combination, static services => services.AddIdempotentServices(DerivedRegistry.Create()));
        var withBoth = await Observation.OfAsync(combination, static services =>
        {
            var registry = MatrixRegistry.Create();
            registry.AddAllOf(DerivedRegistry.Create());
            services.AddIdempotentServices(registry);
            services.AddIdempotentServices(registry);
        });

        Assert.Equal(without.Events, AsTheirBaseClasses(with.Events));
        Assert.Equal(without.Events, AsTheirBaseClasses(withBoth.Events));
        Assert.All(with.Resolved.Where(static thing => thing.GetType().Name.StartsWith("Open", StringComparison.Ordinal)), static thing => Assert.NotNull(Assert.IsType<IDerived>(thing, exactMatch: false).Runtime));
        Assert.Contains(with.Resolved, static thing => thing is IDerived);
        Assert.All(withBoth.Resolved, static thing => Assert.IsType<IWrapper>(thing, exactMatch: false));
        Assert.Contains(withBoth.Events, static text => text.StartsWith("Open", StringComparison.Ordinal) && text.Contains("Idempotent", StringComparison.Ordinal));
    }

    private static IEnumerable<string> AsTheirBaseClasses(IEnumerable<string> events) => events.Select(static text => text.Replace("Idempotent", "", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task WrappedTwice_IsWrappedOnce(Combination combination)
    {
        var once = await Observation.OfAsync(combination, static services => services.AddIdempotentServices(MatrixRegistry.Create()));
        var twice = await Observation.OfAsync(combination, static services =>
        {
            services.AddIdempotentServices(MatrixRegistry.Create());
            var count = services.Count;
            services.AddIdempotentServices(MatrixRegistry.Create());
            Assert.Equal(count, services.Count);
        });

        Assert.Equal(once.Events, twice.Events);
    }

    [Fact]
    public async Task TwoRegistrations_KeepTheirOrderAndTheirOwnWrappers()
    {
        var combination = new Combination(Kind.TwoRegistrations, ServiceLifetime.Singleton, Disposal.None, DisposeContainerAsynchronously: true);
        var (_, resolved) = await Observation.OfAsync(combination, static services => services.AddIdempotentServices(MatrixRegistry.Create()));

        // The first resolution is of one service, the second of all of them.
        Assert.Equal(["any", nameof(OtherPlain), "any"], resolved.Take(3).Select(static w => ((IWrapper)w).WrapperName));
    }

    [Fact]
    public void TryAdd_AfterWrapping_AddsNothing()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IThing, Plain>();
        services.AddIdempotentServices(MatrixRegistry.Create());
        var count = services.Count;

        services.TryAddSingleton<IThing, OtherPlain>();

        Assert.Equal(count, services.Count);
    }
}
