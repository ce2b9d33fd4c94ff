using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary><see cref="RuleTest"/> in a project that references the libraries whose effects the rules know.</summary>
internal static class EffectTest
{
    /// <summary>Namespaces that most sources use.</summary>
    public const string Usings = """
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using Dapper;
        using MassTransit;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;

        """;

    /// <summary>A small bank, and the message that tells of a deposit.</summary>
    public const string Bank = """
        public enum State { Open, Done }
        public class Account
        {
            public int Id { get; set; }
            public decimal Balance { get; set; }
            public long Version { get; set; }
            public int FailedAttempts { get; set; }
            public State State { get; set; }
            public bool IsOpen { get; set; }
            public string? Note { get; set; }
            public DateTime DueAt { get; set; }
            public List<Entry> Entries { get; } = [];
            public event Action? Changed;
            public void Credit(decimal amount) => Balance += amount;
            public void Close() => State = State.Done;
        }
        public class Entry { public Guid Id { get; set; } public int AccountId { get; set; } public decimal Amount { get; set; } }
        public class Bank : DbContext { public DbSet<Account> Accounts => Set<Account>(); public DbSet<Entry> Entries => Set<Entry>(); public DbSet<Inbox> Inbox => Set<Inbox>(); }
        public class Inbox { public Guid Id { get; set; } }
        public record Deposited(Guid MessageId, int AccountId, decimal Amount);
        """;

    /// <summary>Statements of a consumer, which <paramref name="services"/> are given to.</summary>
    public static string InConsumer(string statements, string services = "Bank db") => $$"""
        public class DepositedConsumer({{services}}) : IConsumer<Deposited>
        {
            public async Task Consume(ConsumeContext<Deposited> context)
            {
                var message = context.Message;
                {{statements}}
                await Task.Yield();
            }
        }
        {{Bank}}
        """;

    /// <summary>The same statements in a method that nothing runs again.</summary>
    public static string InHelper(string statements, string services = "Bank db") => InConsumer(statements, services).Replace("DepositedConsumer", "Bookkeeping", StringComparison.Ordinal).Replace(" : IConsumer<Deposited>", "", StringComparison.Ordinal);

    public static Task VerifyAsync<TRule>(string source, string? config = null, string? editorConfig = null, params DiagnosticResult[] expected)
        where TRule : IdempotencyRule, new() => RuleTest.VerifyAsync<TRule>(Usings + source, config, editorConfig, libraries: Libraries.Reference, expected: expected);

    public static Task VerifyFixAsync<TRule, TFix>(string source, string @fixed, string? equivalenceKey = null)
        where TRule : IdempotencyRule, new()
        where TFix : CodeFixProvider, new() => RuleTest.VerifyFixAsync<TRule, TFix>(Usings + source, Usings + @fixed, equivalenceKey: equivalenceKey, libraries: Libraries.Reference);

    public static Task VerifyNoFixAsync<TRule, TFix>(string source)
        where TRule : IdempotencyRule, new()
        where TFix : CodeFixProvider, new() => VerifyFixAsync<TRule, TFix>(source, source);
}
