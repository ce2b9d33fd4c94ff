using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM101CannotBeWrappedTests
{
    [Theory]
    [InlineData("Task<int> {|IDEM101:RunAsync|}([IdempotencyKey] string id, ref int x);")]
    [InlineData("int {|IDEM101:Run|}([IdempotencyKey] string id, out int x);")]
    [InlineData("int {|IDEM101:Run|}([IdempotencyKey] string id, ReadOnlySpan<byte> x);")]
    [InlineData("unsafe int {|IDEM101:Run|}([IdempotencyKey] string id, int* x);")]
    [InlineData("ref int {|IDEM101:Run|}([IdempotencyKey] string id);")]
    public Task Member_WithAShapeThatNoWrapperCanHave_Triggers(string member) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface IPayments
        {
            [Idempotent] {{member}}
        }
        """);

    [Theory]
    [InlineData("Task<int> RunAsync([IdempotencyKey] string id, CancellationToken ct = default);")]
    [InlineData("void Run([IdempotencyKey] string id);")]
    [InlineData("ValueTask<T> RunAsync<T>([IdempotencyKey] string id) where T : struct;")]
    public Task Member_ThatCanBeWrapped_DoesNotTrigger(string member) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface IPayments
        {
            [Idempotent] {{member}}
        }
        """);

    [Fact]
    public Task Member_ThatIsOnlyForwarded_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            [Idempotent] Task RunAsync([IdempotencyKey] string id);
            ref int Counter(ref int x, out int y, ReadOnlySpan<byte> z);
        }
        """);

    [Theory]
    [InlineData("static abstract int Count { get; }")]
    [InlineData("int Count { get; init; }")]
    [InlineData("protected int Count();")]
    public Task Interface_ThatNoGeneratedCodeCanImplement_Triggers(string member) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface {|IDEM101:IPayments|}
        {
            [Idempotent] Task RunAsync([IdempotencyKey] string id);
            {{member}}
        }
        """);

    [Fact]
    public Task Interface_OfAFile_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        file interface {|IDEM101:IPayments|}
        {
            [Idempotent] Task RunAsync([IdempotencyKey] string id);
        }
        """);

    [Theory]
    [InlineData("public sealed class Payments { [Idempotent] private Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public class Payments { [Idempotent] protected Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("file static class Payments { [Idempotent] public static Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public struct Payments { [Idempotent] public Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public readonly ref struct Payments { [Idempotent] public Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public class Payments<T> { [Idempotent] public Task {|IDEM101:RunAsync|}<T>([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public static class Payments { extension(string s) { [Idempotent] internal void {|IDEM101:Run|}([IdempotencyKey] string id, ref int i) { } } }")]
    [InlineData("public sealed class Payments { [Idempotent] public async void {|IDEM101:Run|}([IdempotencyKey] string id) => await Task.Yield(); }")]
    public Task Method_WhoseCallsNobodyCanTake_Triggers(string source) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        #pragma warning disable CS0693 // The type parameter has the name of the outer one: that is what is told.
        {{source}}
        """);

    [Theory]
    [InlineData("public sealed class Payments { [Idempotent] internal Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public class Payments { [Idempotent] protected internal Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public struct Payments { [Idempotent] public readonly Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }")]
    [InlineData("public static class Payments { extension(string s) { [Idempotent] internal void Run([IdempotencyKey] string id) { } } }")]
    [InlineData("public interface IPayments { [Idempotent] static Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }")]
    public Task Method_WhoseCallsAreTaken_DoesNotTrigger(string source) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        {{source}}
        """);

    [Theory]
    [InlineData("public class Payments { private Payments() { }", "virtual")]
    [InlineData("public record Payments {", "virtual")]
    [InlineData("public class Base { public virtual Task RunAsync(string id) => Task.CompletedTask; } public sealed class Payments : Base {", "override")]
    [InlineData("public class Base { public virtual Task RunAsync(string id) => Task.CompletedTask; } public class Payments : Base {", "sealed override")]
    public Task VirtualMember_ThatNoClassCanOverride_Triggers(string declaration, string modifiers) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        {{declaration}}
            [Idempotent] public {{modifiers}} Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("public sealed class {|IDEM101:Payments|} : Base { }")]
    [InlineData("public class {|IDEM101:Payments|} : Base { private Payments() { } }")]
    [InlineData("public class {|IDEM101:Payments|} : Base { public sealed override Task RunAsync(string id) => Task.CompletedTask; }")]
    [InlineData("public class {|IDEM101:Payments|} : Base { public override Task RunAsync(string id) => Task.CompletedTask; public Task RunAsync(object id) => Task.CompletedTask; }")]
    [InlineData("public class Payments : Base { [Idempotent(Lease = {|IDEM101:\"5s\"|})] public override Task RunAsync(string id) => Task.CompletedTask; }")]
    [InlineData("public interface IPayments { [Idempotent] Task RunAsync([IdempotencyKey] string id); } public class {|IDEM101:Payments|} : Base, IPayments { }")]
    public Task Class_ThatInheritsWhatItCannotBringToADerivedOne_Triggers(string declaration) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public class Base { [Idempotent] public virtual Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }
        {{declaration}}
        """);

    [Theory]
    [InlineData("public class Payments : Base { }")]
    [InlineData("public abstract class Payments : Base { private protected Payments() { } }")]
    [InlineData("public class Payments : Base { public override Task RunAsync(string id) => base.RunAsync(id); }")]
    [InlineData("public class Payments : Base { [Idempotent(Name = \"own\")] public override Task RunAsync(string id) => Task.CompletedTask; }")]
    public Task Class_ThatADerivedOneCanBeMadeOf_DoesNotTrigger(string declaration) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public class Base { [Idempotent] public virtual Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; }
        {{declaration}}
        """);

    [Fact]
    public Task Functions_ThatAreNoMethods_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public static class Payments
        {
            [Idempotent] public static void Run([IdempotencyKey] string id)
            {
                [{|IDEM101:Idempotent|}] static void Walk([IdempotencyKey] string id) { }
                Walk(id);
                var stroll = [{|IDEM101:Idempotent|}] ([IdempotencyKey] string id) => { };
                stroll(id);
            }
        }
        """);

    [Fact]
    public Task Setting_ThatNamesNoCallback_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            [Idempotent(Reconcile = {|IDEM101:"FindAsync"|})] Task<int> RunAsync([IdempotencyKey] string id);
        }
        """);

    [Theory]
    [InlineData("[Idempotent(Lease = \"5s\")]", "[Idempotent(Lease = {|IDEM101:\"9s\"|})]", "Payments")]
    [InlineData("[Idempotent]", "[Idempotent(MaxAttempts = {|IDEM101:3|})]", "Payments")]
    [InlineData("", "[Idempotent(Name = {|IDEM101:\"\"|})]", "Payments")]
    [InlineData("", "[Idempotent(StoredExceptions = {|IDEM101:new[] { typeof(Hidden) }|})]", "Payments")]
    [InlineData("", "[Idempotent(Reconcile = {|IDEM101:nameof(FindAsync)|})]", "Payments")]
    [InlineData("", "[Idempotent]", "{|IDEM101:Payments|}<T>")]
    public Task Class_ThatCannotBeHonoured_Triggers(string ofInterface, string ofClass, string name) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface IPayments
        {
            {{ofInterface}} Task<int> RunAsync([IdempotencyKey] string id);
        }
        public sealed class {{name}} : IPayments
        {
            {{ofClass}} public Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(1);
            private Task<Reconciled<int>> FindAsync(string id) => throw new NotImplementedException();
            private sealed class Hidden : Exception;
        }
        """);

    [Fact]
    public Task Class_ThatImplementsAnInterface_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            Task RunAsync(string id);
        }
        public sealed class Payments : IPayments
        {
            [Idempotent] public Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("class", "partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "")]
    [InlineData("class", "static partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;")]
    [InlineData("class", "partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "private Task<int> ChargeCore(string id) => Task.FromResult(0);")]
    [InlineData("class", "partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0; public IdempotencyRuntime A => null!; public IdempotencyRuntime B => null!;")]
    [InlineData("struct", "partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;")]
    [InlineData("interface", "virtual partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;")]
    public Task Partial_WithoutABodyThatCouldBeGenerated_Triggers(string kind, string method, string core) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public partial {{kind}} Payments
        {
            [Idempotent] public {{method}}
            {{core}}
        }
        """);

    [Fact]
    public Task Partial_InATypeWithoutParts_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public class Outer
        {
            public partial class Payments
            {
                [Idempotent] public partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id);
                private int ChargeCore(string id) => 0;
            }
        }
        """);

    [Fact]
    public Task Partial_ThatNamesItsParametersOtherwiseThanItsInterface_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            [Idempotent] int Charge([IdempotencyKey] string id);
        }
        public partial class Payments : IPayments
        {
            [Idempotent] public partial int {|IDEM101:{|CS8795:Charge|}|}(string orderId);
            private int ChargeCore(string orderId) => 0;
        }
        """);

    [Theory]
    [InlineData("class", "partial int {|CS8795:Charge|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;")]
    [InlineData("class", "static partial T {|CS8795:Charge|}<T>([IdempotencyKey] string id);", "private static U ChargeCore<U>(string other) => default!;")]
    [InlineData("struct", "readonly partial int {|CS8795:Charge|}([IdempotencyKey] string id);", "private readonly int ChargeCore(string id) => 0;")]
    [InlineData("interface", "partial int {|CS8795:Charge|}([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;")]
    public Task Partial_WithACore_DoesNotTrigger(string kind, string method, string core) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public partial {{kind}} Payments
        {
            [Idempotent] public {{method}}
            {{core}}
        }
        """);

    [Fact]
    public Task Partial_WithItsGeneratedBody_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public partial class Payments
        {
            [Idempotent] public partial int Charge([IdempotencyKey] string id);
            private int ChargeCore(string id) => 0;
            [System.CodeDom.Compiler.GeneratedCode("Idempotent.Generators", "1.0")] public partial int Charge(string id) => ChargeCore(id);
        }
        """);

    [Fact]
    public Task Fix_OfSeveralPartials_FixAll() => RuleTest.VerifyFixAsync<IDEM101CannotBeWrapped, IDEM101CannotBeWrappedFix>("""
        public static partial class Payments
        {
            /// <summary>Charges.</summary>
            [Idempotent(Name = "charge")]
            public static partial Task<int> {|IDEM101:{|CS8795:ChargeAsync|}|}(
                [IdempotencyKey] string id,
                decimal? amount = 3, // in euros
                CancellationToken ct = default);

            [Idempotent(Name = "notify")] internal static unsafe partial void {|IDEM101:{|CS8795:Notify|}|}<T>(this T to, [IdempotencyKey] in Guid id, params int[] more) where T : class;
            [Idempotent(Name = "count")] internal static partial int {|IDEM101:{|CS8795:Count|}|}([IdempotencyKey] string id);
        }
        """, """
        public static partial class Payments
        {
            /// <summary>Charges.</summary>
            [Idempotent(Name = "charge")]
            public static partial Task<int> {|CS8795:ChargeAsync|}(
                [IdempotencyKey] string id,
                decimal? amount = 3, // in euros
                CancellationToken ct = default);

            // To be written: the generated ChargeAsync calls this once per key.
            private static Task<int> ChargeCoreAsync(
                string id,
                decimal? amount, // in euros
                CancellationToken ct) => throw new NotImplementedException();

            [Idempotent(Name = "notify")] internal static unsafe partial void {|CS8795:Notify|}<T>(this T to, [IdempotencyKey] in Guid id, params int[] more) where T : class;

            // To be written: the generated Notify calls this once per key.
            private static unsafe void NotifyCore<T>(T to, in Guid id, int[] more) where T : class => throw new NotImplementedException();
            [Idempotent(Name = "count")] internal static partial int {|CS8795:Count|}([IdempotencyKey] string id);

            // To be written: the generated Count calls this once per key.
            private static int CountCore(string id) => throw new NotImplementedException();
        }
        """);

    [Theory]
    [InlineData("public partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id); private long ChargeCore(string id) => 0;")]
    [InlineData("public partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id); private int ChargeCore => 0;")]
    [InlineData("public partial int {|IDEM101:{|CS8795:Charge|}|}([IdempotencyKey] string id); private int ChargeCore(string id) => 0; public IdempotencyRuntime A => null!; public IdempotencyRuntime B => null!;")]
    [InlineData("public override partial T {|IDEM101:{|CS8795:Charge|}|}<T>([IdempotencyKey] string id);")]
    public Task Fix_WhereACoreWouldNotHelp_IsNotOffered(string members) => RuleTest.VerifyNoFixAsync<IDEM101CannotBeWrapped, IDEM101CannotBeWrappedFix>($$"""
        public class Base
        {
            public virtual T Charge<T>(string id) where T : struct => default;
        }
        public partial class Payments : Base
        {
            [Idempotent] {{members}}
        }
        """);
}
