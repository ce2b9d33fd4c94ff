using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Idempotent.Benchmarks.Compiling;
using Idempotent.Benchmarks.Growth;
using Idempotent.Benchmarks.Redis;

if (args is [GrowthProgram.Argument, .. var growth])
{
    await GrowthProgram.RunAsync(growth);
    return;
}

if (args is [RuleTimes.Argument])
{
    await RuleTimes.RunAsync();
    return;
}

if (args is [RedisCosts.Argument, var callers])
{
    await RedisCosts.RunAsync(int.Parse(callers, CultureInfo.InvariantCulture));
    return;
}

// In this process, so that a floor and what is measured against it share one machine state.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithRuntime(CoreRuntime.Core10_0).WithWarmupCount(3).WithIterationCount(9))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.Max)
    .HideColumns(Column.Error, Column.StdDev, Column.Gen0, Column.Gen1, Column.Gen2, Column.Toolchain, Column.Runtime);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
