namespace Idempotent.Package.Tests;

/// <summary>A project that turns on whatever analyzers know, and every warning into an error.</summary>
internal static class Strict
{
    public const string Meziantou = "Meziantou.Analyzer";

    public const string Properties = "<AnalysisMode>AllEnabledByDefault</AnalysisMode><AnalysisLevel>latest</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><GenerateDocumentationFile>true</GenerateDocumentationFile><WarningLevel>9999</WarningLevel>";

    /// <summary>Every rule of Meziantou on; off what the example's own code, which is laid out for reading, does not do.</summary>
    public const string GlobalConfig = """
        is_global = true
        dotnet_analyzer_diagnostic.category-Design.severity = warning
        dotnet_analyzer_diagnostic.category-Performance.severity = warning
        dotnet_analyzer_diagnostic.category-Security.severity = warning
        dotnet_analyzer_diagnostic.category-Usage.severity = warning
        dotnet_diagnostic.CA1050.severity = none
        dotnet_diagnostic.CA1303.severity = none
        dotnet_diagnostic.CA1515.severity = none
        dotnet_diagnostic.CA1707.severity = none
        dotnet_diagnostic.CA1812.severity = none
        dotnet_diagnostic.CA2007.severity = none
        dotnet_diagnostic.CA2211.severity = none
        dotnet_diagnostic.CS1591.severity = none
        dotnet_diagnostic.IDE0005.severity = none
        dotnet_diagnostic.MA0004.severity = none
        dotnet_diagnostic.MA0032.severity = none
        dotnet_diagnostic.MA0042.severity = none
        dotnet_diagnostic.MA0047.severity = none
        dotnet_diagnostic.MA0048.severity = none
        dotnet_diagnostic.MA0069.severity = none
        dotnet_diagnostic.MA0076.severity = none
        """;

    /// <summary>Each return shape, kinds of parameters and members that are only forwarded.</summary>
    public const string Shapes = """
        using System.Collections.Generic;
        using Idempotent;

        namespace Shop;

        public enum Colour { Red, Green }

        public sealed record Line(string Article, [property: IdempotencyKey] int Number, IReadOnlyList<string> Marks, [property: IdempotencyIgnore] string Note);

        public interface IShapes<T> where T : notnull
        {
            event System.EventHandler<System.EventArgs>? Changed;

            int Count { get; }

            [Idempotent(Name = "shapes.void")] void Void([IdempotencyKey] string key, Colour? colour);

            [Idempotent(Name = "shapes.value")] int Value([IdempotencyKey(Sensitive = true)] string key, IReadOnlyDictionary<string, decimal> prices);

            [Idempotent(Name = "shapes.task", WhenAbandoned = WhenAbandoned.Hold)] Task TaskAsync([IdempotencyKey] Guid key, Line line, CancellationToken cancellationToken);

            [Idempotent(Name = "shapes.taskof", StoredExceptions = [typeof(System.InvalidOperationException)])] Task<string?> TaskOfAsync<TItem>([IdempotencyKey] Line line, [IdempotencyIgnore] T value, CancellationToken cancellationToken = default) where TItem : class;

            [Idempotent(Name = "shapes.valuetask", ExpiresAfter = "7d")] ValueTask ValueTaskAsync([IdempotencyKey] int key, params int[] rest);

            [Idempotent(Name = "shapes.valuetaskof", Transactional = true)] ValueTask<Line?> ValueTaskOfAsync([IdempotencyKey] DateTimeOffset key, System.Text.Json.JsonElement json);

            bool TryForward(ref int value, out string text);
        }
        """;
}
