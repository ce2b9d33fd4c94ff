using System.IO.Compression;
using System.Reflection;

[assembly: AssemblyFixture(typeof(Idempotent.Package.Tests.PackedFeed))]

namespace Idempotent.Package.Tests;

/// <summary>The packages as a user gets them: packed into a feed of their own, under a version that no cache knows.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idempotent-feed-").FullName;

    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    internal string Version { get; } = $"0.1.0-test.{Environment.ProcessId}";

    public async ValueTask InitializeAsync()
    {
        foreach (var project in new[] { "Idempotent", "Idempotent.Sqlite", "Idempotent.Redis", "Idempotent.PostgreSql", "Idempotent.DynamoDb", "Idempotent.Testing" })
        {
            await Run.DotnetAsync(RepositoryRoot, "pack", $"src/{project}/{project}.csproj", "-c", Metadata("Configuration"), "--no-build", "-o", _folder, $"-p:PackageVersion={Version}", "-v", "q");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The entries of a package.</summary>
    internal IReadOnlyList<string> Entries(string package, string extension = "nupkg")
    {
        using var archive = ZipFile.OpenRead(Path.Combine(_folder, $"{package}.{Version}.{extension}"));
        return [.. archive.Entries.Select(static e => e.FullName)];
    }

    /// <summary>A fresh project that references the packages from this feed, and may set more properties.</summary>
    internal Consumer NewConsumer(string program, string[] packages, string properties = "")
    {
        var consumer = new Consumer();
        var references = string.Concat(packages.Select(p => $"<PackageReference Include=\"{p}\" Version=\"{VersionOf(p)}\" />"));
        consumer.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{_folder}" /></packageSources>
              <fallbackPackageFolders><add key="user" value="{Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")}" /></fallbackPackageFolders>
            </configuration>
            """);
        consumer.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>NU1603</WarningsNotAsErrors>{properties}
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        consumer.Write("Program.cs", program);
        return consumer;
    }

    private string VersionOf(string package) =>
        package.StartsWith("Idempotent", StringComparison.Ordinal) ? Version : package == Strict.Meziantou ? "3.0.321" : "10.0.15";

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
