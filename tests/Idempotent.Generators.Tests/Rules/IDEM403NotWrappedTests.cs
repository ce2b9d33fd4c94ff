using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM403NotWrappedTests
{
    private const string Services = """
        public interface IPayments { [Idempotent] Task PayAsync([IdempotencyKey] string orderId); }
        public class Payments : IPayments { public Task PayAsync(string orderId) => Task.CompletedTask; }
        public class Refunds { [Idempotent] public virtual Task RefundAsync([IdempotencyKey] string orderId) => Task.CompletedTask; }
        public interface ILedger { Task WriteAsync(string line); }
        public class Ledger : ILedger { [Idempotent] public Task WriteAsync([IdempotencyKey] string line) => Task.CompletedTask; }
        public sealed partial class Invoices { [Idempotent] public partial Task SendAsync([IdempotencyKey] string orderId); private Task SendCoreAsync(string orderId) => Task.CompletedTask; public partial Task SendAsync(string orderId) => SendCoreAsync(orderId); }
        public interface IClock { DateTime Now { get; } }
        public class Clock : IClock { public DateTime Now => default; }
        public static class Generated
        {
            public static IServiceCollection AddIdempotentServices(this IServiceCollection services) => services;
            public static T AsIdempotent<T>(this T service) => service;
        }
        """;

    private static readonly MetadataReference s_container = MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location);

    private static string Application(string statements) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        public static class Program
        {
            public static void Main() => Add(new ServiceCollection());

            public static void Add(IServiceCollection services)
            {
                {{statements}}
            }
        }
        {{Services}}
        """;

    [Theory]
    [InlineData("services.{|IDEM403:AddScoped<IPayments, Payments>|}();")]
    [InlineData("services.{|IDEM403:AddSingleton<Refunds>|}(); services.AddSingleton<IPayments>(new Payments());")]
    [InlineData("services.{|IDEM403:AddTransient|}(typeof(ILedger), typeof(Ledger));")]
    [InlineData("services.AddIdempotency(); services.{|IDEM403:TryAddScoped<IPayments, Payments>|}();")]
    [InlineData("services.AddScoped<IClock, Clock>().{|IDEM403:AddKeyedScoped<IPayments, Payments>|}(\"a\");")]
    public Task Registration_OfWhatNothingWraps_Triggers(string statements) =>
        RuleTest.VerifyAsync<IDEM403NotWrapped>(Application(statements), libraries: s_container, output: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("services.AddIdempotentServices(); services.{|IDEM403:AddScoped<IPayments, Payments>|}();")]
    [InlineData("services.AddIdempotentServices(); if (services.Count > 0) { services.{|IDEM403:AddScoped<Refunds>|}(); }")]
    [InlineData("services.AddIdempotentServices().{|IDEM403:AddScoped<IPayments, Payments>|}();")]
    [InlineData("services.AddIdempotentServices().AddScoped<IClock, Clock>(); services.{|IDEM403:AddScoped<ILedger, Ledger>|}();")]
    public Task Registration_AfterTheWrapping_Triggers(string statements) => RuleTest.VerifyAsync<IDEM403NotWrapped>(Application(statements), libraries: s_container);

    [Theory]
    [InlineData("services.AddScoped<IPayments, Payments>(); services.AddIdempotentServices();")]
    [InlineData("services.AddScoped<IPayments, Payments>().AddIdempotentServices();")]
    [InlineData("services.AddIdempotentServices(); services.AddScoped<IPayments, Payments>(); services.AddIdempotentServices();")]
    [InlineData("services.AddScoped<IPayments, Payments>(); services.AddIdempotentServices(); services.TryAddScoped<IPayments, Payments>();")]
    [InlineData("services.AddIdempotentServices(); services.AddScoped<IClock, Clock>();")]
    [InlineData("services.AddScoped<IPayments>(_ => new Payments().AsIdempotent());")]
    [InlineData("services.AddScoped<Invoices>();")]
    [InlineData("services.AddScoped<IClock, Clock>(); services.AddSingleton(\"text\");")]
    [InlineData("services.AddScoped<Ledger>();")]
    [InlineData("if (services.Count > 0) { services.AddIdempotentServices(); } else { services.AddScoped<IPayments, Payments>(); }")]
    [InlineData("Action add = () => services.AddIdempotentServices(); services.AddScoped<IPayments, Payments>(); add();")]
    public Task Registration_ThatIsWrappedOrNeedsNoWrapper_DoesNotTrigger(string statements) =>
        RuleTest.VerifyAsync<IDEM403NotWrapped>(Application(statements), libraries: s_container, output: OutputKind.ConsoleApplication);

    [Fact]
    public Task Library_WhoseApplicationWraps_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM403NotWrapped>(Application("services.AddScoped<IPayments, Payments>();"), libraries: s_container);

    [Fact]
    public Task TestProject_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM403NotWrapped>(
        Application("services.AddScoped<IPayments, Payments>();"), config: "build_property.IsTestProject = true", libraries: s_container, output: OutputKind.ConsoleApplication);
}
