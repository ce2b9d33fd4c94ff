using System.Text;
using Idempotent.Generators.Emit;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators;

/// <summary>Wiring only: what is parsed, what is printed, and the names by which tests follow the steps.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class IdempotentGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        var annotated = context.SyntaxProvider
            .ForAttributeWithMetadataName("Idempotent.IdempotentAttribute", static (_, _) => true, OwnerParser.Parse)
            .SelectMany(static (services, _) => services)
            .WithTrackingName(Steps.Services);
        var inheriting = context.SyntaxProvider
            .CreateSyntaxProvider(OwnerParser.MayInherit, OwnerParser.ParseInheriting)
            .Where(static service => service is not null)
            .Select(static (service, _) => service!)
            .WithTrackingName(Steps.InheritingServices);
        var services = annotated.Collect().Combine(inheriting.Collect()).SelectMany(static (pair, _) => pair.Left.AddRange(pair.Right));
        var contexts = context.SyntaxProvider
            .ForAttributeWithMetadataName(SerializerContexts.Attribute, static (_, _) => true, static (source, _) => SerializerContexts.Parse(source))
            .Where(static model => model is not null)
            .Collect()
            .Select(static (models, _) => models.Select(static model => model!).ToEquatableArray())
            .WithTrackingName(Steps.SerializerContexts);
        var wrappers = services
            .Where(static service => service.Wrapper is not null)
            .Combine(contexts)
            .Select(static (pair, _) => SerializerContexts.Resolve(pair.Left, pair.Right))
            .WithTrackingName(Steps.Wrappers);
        var partials = context.SyntaxProvider
            .ForAttributeWithMetadataName("Idempotent.IdempotentAttribute", static (_, _) => true, OwnerParser.ParsePartial)
            .Where(static type => type is not null)
            .Combine(contexts)
            .Select(static (pair, _) => SerializerContexts.Resolve(pair.Left!, pair.Right))
            .WithTrackingName(Steps.Partials);
        var registrations = services
            .Select(static (service, _) => Registrations.Of(service))
            .Collect()
            .Select(static (models, _) => models.OrderBy(static model => model.Order, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.Registrations);
        var assembly = context.CompilationProvider
            .Select(static (compilation, _) => Registrations.Assembly(compilation))
            .WithTrackingName(Steps.Assembly);

        context.RegisterSourceOutput(wrappers, static (output, service) => Add(output, service.HintName, WrapperEmitter.Emit(service, output.CancellationToken)));
        context.RegisterSourceOutput(partials, static (output, type) => Add(output, type.HintName, PartialEmitter.Emit(type, output.CancellationToken)));
        context.RegisterSourceOutput(registrations.Combine(assembly), static (output, pair) => AddAssembly(output, pair.Left, pair.Right));
    }

    private static void AddAssembly(SourceProductionContext output, EquatableArray<RegistrationModel> services, AssemblyModel? assembly)
    {
        if (assembly is null)
        {
            return;
        }

        if (services.Count > 0)
        {
            Add(output, "Idempotent-Registry", RegistryEmitter.Emit(assembly, services));
            Add(output, "Idempotent-AsIdempotent", ExtensionsEmitter.AsIdempotent(services));
        }

        if (assembly.HasContainer)
        {
            Add(output, "Idempotent-AddIdempotentServices", ExtensionsEmitter.AddIdempotentServices(assembly, hasOwn: services.Count > 0));
        }
    }

    private static void Add(SourceProductionContext output, string name, string text) => output.AddSource(name + ".g.cs", SourceText.From(text, Encoding.UTF8));

    /// <summary>Names of the pipeline's steps.</summary>
    internal static class Steps
    {
        public const string Services = nameof(Services);
        public const string InheritingServices = nameof(InheritingServices);
        public const string SerializerContexts = nameof(SerializerContexts);
        public const string Wrappers = nameof(Wrappers);
        public const string Partials = nameof(Partials);
        public const string Registrations = nameof(Registrations);
        public const string Assembly = nameof(Assembly);
    }
}
