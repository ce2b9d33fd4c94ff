using BenchmarkDotNet.Attributes;
using Idempotent.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Benchmarks.Compiling;

/// <summary>
/// What the generator costs a build, and an edit in the IDE. TARGETS for 1,000 methods: at most 2.5 × the floor cold, 1.4 × after an unrelated edit, 1.6 × after a change of a signature.
/// </summary>
[InvocationCount(1, unrollFactor: 1)]
[WarmupCount(5)]
[IterationCount(15)]
public class GeneratorBenchmarks
{
    private const int Annotated = 3;
    private const int Unrelated = 300;

    private readonly Project _methods = Project.OfMethods();
    private readonly Project _calls = Project.OfCalls();
    private GeneratorDriver _floor = null!;
    private GeneratorDriver _ofMethods = null!;
    private GeneratorDriver _ofCalls = null!;
    private CSharpCompilation _cold = null!;
    private CSharpCompilation _unrelated = null!;
    private CSharpCompilation _signature = null!;
    private CSharpCompilation _coldCalls = null!;
    private CSharpCompilation _unrelatedCalls = null!;
    private CSharpCompilation _callingFile = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _floor = Driver(new FloorGenerator()).RunGenerators(_methods.Compilation);
        _ofMethods = Driver(new IdempotentGenerator()).RunGenerators(_methods.Compilation);
        _ofCalls = Driver(new IdempotentGenerator()).RunGenerators(_calls.Compilation);
        if (_ofMethods.GetRunResult().GeneratedTrees.Length < 200 || _ofCalls.GetRunResult().GeneratedTrees.Length < 100 || _floor.GetRunResult().GeneratedTrees.Length < 200)
        {
            throw new InvalidOperationException("The generator did not make what is to be measured.");
        }
    }

    /// <summary>New compilations, so that nothing is bound yet.</summary>
    [IterationSetup]
    public void Edit()
    {
        _cold = _methods.Edited(Unrelated);
        _unrelated = _methods.Edited(Unrelated);
        _signature = _methods.EditedSignature(Annotated);
        _coldCalls = _calls.Edited(Unrelated);
        _unrelatedCalls = _calls.Edited(Unrelated);
        _callingFile = _calls.Edited(Annotated);
    }

    [Benchmark(Baseline = true)]
    public GeneratorDriver FloorCold() => Driver(new FloorGenerator()).RunGenerators(_cold);

    [Benchmark]
    public GeneratorDriver Cold() => Driver(new IdempotentGenerator()).RunGenerators(_cold);

    [Benchmark]
    public GeneratorDriver FloorAfterUnrelatedEdit() => _floor.RunGenerators(_unrelated);

    [Benchmark]
    public GeneratorDriver AfterUnrelatedEdit() => _ofMethods.RunGenerators(_unrelated);

    [Benchmark]
    public GeneratorDriver FloorAfterChangedSignature() => _floor.RunGenerators(_signature);

    [Benchmark]
    public GeneratorDriver AfterChangedSignature() => _ofMethods.RunGenerators(_signature);

    [Benchmark]
    public GeneratorDriver CallsCold() => Driver(new IdempotentGenerator()).RunGenerators(_coldCalls);

    [Benchmark]
    public GeneratorDriver CallsAfterUnrelatedEdit() => _ofCalls.RunGenerators(_unrelatedCalls);

    [Benchmark]
    public GeneratorDriver CallsAfterEditOfACallingFile() => _ofCalls.RunGenerators(_callingFile);

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14));
}
