using System.Reflection;
using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks;

namespace Idempotent.Integrations.Tests;

/// <summary>Every benchmark runs. How fast is for those who measure.</summary>
public sealed class BenchmarkTests
{
    public static TheoryData<string, string> All { get; } = [.. from type in typeof(IPayments).Assembly.GetExportedTypes()
                                                               from method in With<BenchmarkAttribute>(type)
                                                               select (type.FullName!, method.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Benchmark_Runs(string typeName, string methodName)
    {
        var type = typeof(IPayments).Assembly.GetType(typeName, throwOnError: true)!;
        var benchmark = Activator.CreateInstance(type)!;
        foreach (var parameter in type.GetProperties().Where(static p => p.IsDefined(typeof(ParamsAttribute))))
        {
            parameter.SetValue(benchmark, parameter.GetCustomAttribute<ParamsAttribute>()!.Values[0]);
        }

        await CallAsync<GlobalSetupAttribute>(benchmark);
        await CallAsync<IterationSetupAttribute>(benchmark);
        await EndAsync(type.GetMethod(methodName)!.Invoke(benchmark, null));
        await CallAsync<IterationCleanupAttribute>(benchmark);
        await CallAsync<GlobalCleanupAttribute>(benchmark);
    }

    private static IEnumerable<MethodInfo> With<TAttribute>(Type type) where TAttribute : Attribute => type.GetMethods().Where(static m => m.IsDefined(typeof(TAttribute)));

    private static async Task CallAsync<TAttribute>(object benchmark) where TAttribute : Attribute
    {
        foreach (var method in With<TAttribute>(benchmark.GetType()))
        {
            await EndAsync(method.Invoke(benchmark, null));
        }
    }

    private static async Task EndAsync(object? result)
    {
        switch (result)
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
    }
}
