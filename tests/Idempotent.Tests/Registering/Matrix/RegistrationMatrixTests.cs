using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Idempotent.Tests.Registering.Matrix;

/// <summary>Each way to register a service, against the same container without wrappers.</summary>
public class RegistrationMatrixTests
{
    public static TheoryData<Combination> Combinations => new(Combination.All);

    [Fact]
    public void Combinations_AreComplete()
    {
        // 9 kinds in 3 lifetimes and 2 kinds of instances in one, disposed in 4 ways, in containers disposed in 2.
        Assert.Equal(((9 * 3) + 2) * 4 * 2, Combination.All.Distinct().Count());
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
