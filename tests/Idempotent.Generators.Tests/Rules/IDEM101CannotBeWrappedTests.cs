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

    [Fact]
    public Task Class_WithoutAnInterface_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public sealed class Payments
        {
            [Idempotent] public Task {|IDEM101:RunAsync|}([IdempotencyKey] string id) => Task.CompletedTask;
        }
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
    public Task Functions_WithoutAnInstance_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public static class Payments
        {
            [Idempotent] public static void {|IDEM101:Run|}([IdempotencyKey] string id)
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
}
