using Idempotent.Generators.Lock;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Tests.Keys;
using Idempotent.Generators.Tests.Rules;
using Idempotent.Registering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>What the assembly tells of its operations: the source that <c>idempotency.lock</c> is written from.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Contract_OfEachOperation_IsMetadataOfTheAssembly()
    {
        var assembly = Generated.From("""
            namespace Shop;
            public enum Colour { Red }
            public sealed record Line([property: IdempotencyKey(Sensitive = true)] string Sku, Colour? Colour, Line? Next);
            public interface IOrders<T>
            {
                [Idempotent(Name = "orders.place", ExpiresAfter = "36h", Store = "audit log")] Task PlaceAsync([IdempotencyKey] Guid id, [IdempotencyKey(Sensitive = true)] string card, List<Line> lines, (int, string)[] pairs);
                [Idempotent] void Save<TItem>([IdempotencyKey] long id, IReadOnlyDictionary<string, decimal> prices);
            }
            public static partial class Payments
            {
                [Idempotent(Name = "payments.charge")] public static int Charge([IdempotencyKey] string orderId) => 1;
            }
            """).Load();

        Assert.Equal(
            """
            Shop.IOrders.Save<,>
              key id integer
              fingerprint prices dictionary
              fingerprint prices[key] string
              fingerprint prices[value] decimal
              retention default
              schema
            orders.place<>
              key card string!
              key id guid
              fingerprint lines list
              fingerprint lines[] object
              fingerprint lines[].Colour integer
              fingerprint lines[].Next ^1
              fingerprint lines[].Sku string!
              fingerprint pairs list
              fingerprint pairs[] tuple
              fingerprint pairs[].Item1 integer
              fingerprint pairs[].Item2 string
              retention 1.12:00:00
              store "audit log"
              schema
            payments.charge
              key orderId string
              retention default
              schema
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Contracts(assembly).SelectMany(static contract => contract.Facts.Select(static fact => "  " + (fact.StartsWith("schema", StringComparison.Ordinal) ? "schema" : fact)).Prepend(contract.Operation))));
    }

    [Fact]
    public void Schema_IsTheVersionOfTheBytesAndTheHashThatRecordsCarry()
    {
        var assembly = Generated.From("public interface IPayments { [Idempotent(Name = \"a\")] void Charge([IdempotencyKey] string id, decimal amount); }").Load();
        var descriptor = assembly.GetType("IPaymentsIdempotent")!.GetField("s_charge", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.GetValue(null)!;
        var hash = (long)descriptor.GetType().GetProperty("SchemaHash")!.GetValue(descriptor)!;

        var bytes = (byte[])KeyCompilation.Of("[IdempotencyKey] string id").Load().GetType("Key")!.GetMethod("RunAsync")!.Invoke(null, ["x"])!;

        Assert.Equal($"schema {bytes[0]}/{hash:x16}", Assert.Single(Contracts(assembly)).Facts[^1]);
    }

    [Fact]
    public void Method_OfAReferencedAssembly_IsToldByThatAlone()
    {
        var library = Generated.From(Generated.Compile("Lib", ["namespace Lib; public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => 1; } public class Jobs { [Idempotent] public virtual void Run([IdempotencyKey] int id) { } }"]));

        var app = Generated.From(Generated.Compile("App", ["public static class App { public static int Pay() => Lib.Payments.Charge(\"a\"); } public class Mine : Lib.Jobs;"], [MetadataReference.CreateFromImage(library.Emit())]));

        Assert.Equal(["Idempotent-Contract(Lib.Jobs).g.cs", "Idempotent-Contract(Lib.Payments).g.cs"], ContractFiles(library));
        Assert.Empty(ContractFiles(app.RequireClean()));
    }

    [Fact]
    public void Assembly_AndRules_KnowTheSameOperations()
    {
        var total = 0;
        foreach (var source in Fixtures.Declarations)
        {
            var compilation = Fixtures.Compile(source);
            CSharpGeneratorDriver.Create(new IdempotentGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
            var known = KnownSymbols.Of(generated);
            var told = generated.Assembly.GetAttributes().Where(static attribute => attribute.AttributeClass?.Name == nameof(OperationContractAttribute))
                .SelectMany(static attribute => attribute.ConstructorArguments[1].Values.Select(fact => $"{LockWords.Quote((string)attribute.ConstructorArguments[0].Value!)} {fact.Value}"));
            var seen = Types(generated.Assembly.GlobalNamespace).SelectMany(type => Parse.Contracts.In(type, known)).Where(static brought => brought.Contract.Key.Refusal is null)
                .SelectMany(static brought => Parse.Contracts.Facts(brought.Contract).Select(fact => new LockLine(brought.Contract.Name, fact, "").ToString()));

            var expected = seen.Order(StringComparer.Ordinal).ToList();
            Assert.Equal(expected, told.Order(StringComparer.Ordinal));
            total += expected.Count;
        }

        Assert.True(total > 500, "The fixtures declare too little to hold anything.");
    }

    private static IEnumerable<OperationContractAttribute> Contracts(System.Reflection.Assembly assembly) =>
        assembly.GetCustomAttributes(typeof(OperationContractAttribute), inherit: false).Cast<OperationContractAttribute>().OrderBy(static contract => contract.Operation, StringComparer.Ordinal);

    private static IEnumerable<string> ContractFiles(Generated generated) => generated.Files.Keys.Where(static name => name.StartsWith("Idempotent-Contract(", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol around) => around.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
