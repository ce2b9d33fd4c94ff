using System.Text;
using Idempotent.Generators.Emit;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
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

        // Once for all ways.
        var owners = new ParsedOnce<OwnerModel>();
        var annotations = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Idempotent.IdempotentAttribute",
            static (_, _) => true,
            (annotated, cancellationToken) => owners.Get(annotated.TargetNode, annotated.SemanticModel.Compilation, () => OwnerParser.Parse(annotated, cancellationToken)));
        var annotated = annotations.SelectMany(static (owner, _) => owner.Services).WithTrackingName(Steps.Services);
        var heirs = new ParsedOnce<ServiceModel?>();
        var inheriting = context.SyntaxProvider
            .CreateSyntaxProvider(
                OwnerParser.MayInherit,
                (type, cancellationToken) => heirs.Get(type.Node, type.SemanticModel.Compilation, () => OwnerParser.ParseInheriting(type, cancellationToken)))
            .Where(static service => service is not null)
            .Select(static (service, _) => service!)
            .WithTrackingName(Steps.InheritingServices);
        var contexts = context.SyntaxProvider
            .ForAttributeWithMetadataName(SerializerContexts.Attribute, static (_, _) => true, static (source, _) => SerializerContexts.Parse(source))
            .Where(static model => model is not null)
            .Collect()
            .Select(static (models, _) => models.Select(static model => model!).ToEquatableArray())
            .WithTrackingName(Steps.SerializerContexts);
        var partials = annotations
            .SelectMany(static (owner, _) => owner.Partial)
            .Combine(contexts)
            .Select(static (pair, _) => SerializerContexts.Resolve(pair.Left, pair.Right))
            .WithTrackingName(Steps.Partials);
        var registrations = annotated.Select(static (service, _) => Registrations.Of(service)).Collect()
            .Combine(inheriting.Select(static (service, _) => Registrations.Of(service)).Collect())
            .Select(static (pair, _) => pair.Left.AddRange(pair.Right).OrderBy(static model => model.Order, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.Registrations);
        var intercepted = annotations
            .SelectMany(static (owner, _) => owner.Intercepted)
            .Collect()
            .Select(static (methods, _) => methods.Distinct().OrderBy(static method => method.Id, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.InterceptedMethods);
        var operations = partials
            .SelectMany(static (type, _) => Registrations.Of(type))
            .Collect()
            .Combine(intercepted)
            .Select(static (pair, _) => pair.Left.Concat(pair.Right.Select(static method => method.Operation).OfType<CheckedOperationModel>()).OrderBy(static model => model.Name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.CheckedOperations);
        var contracts = annotations.SelectMany(static (owner, _) => owner.Contract).WithTrackingName(Steps.Contracts);
        var assembly = context.CompilationProvider
            .Select(static (compilation, _) => Registrations.Assembly(compilation))
            .WithTrackingName(Steps.Assembly);

        var interceptors = Interceptors(context, intercepted, contexts);

        AddWrappers(context, annotated, contexts);
        AddWrappers(context, inheriting, contexts);
        context.RegisterSourceOutput(partials, static (output, type) => Add(output, type.HintName, PartialEmitter.Emit(type, output.CancellationToken)));
        context.RegisterSourceOutput(contracts, static (output, contract) => Add(output, contract.HintName, ContractEmitter.Emit(contract)));
        context.RegisterSourceOutput(interceptors, static (output, interceptor) => Add(output, interceptor.Method.HintName, InterceptorEmitter.Emit(interceptor, output.CancellationToken)));
        context.RegisterSourceOutput(registrations.Combine(operations).Combine(assembly), static (output, pair) => AddAssembly(output, pair.Left.Left, pair.Left.Right, pair.Right));
    }

    /// <summary>Once for those that say something and once for those that inherit it: joined, an edit of one would move the others.</summary>
    private static void AddWrappers(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ServiceModel> services, IncrementalValueProvider<EquatableArray<SerializerContextModel>> contexts)
    {
        var wrappers = services
            .Where(static service => service.Wrapper is not null)
            .Combine(contexts)
            .Select(static (pair, _) => SerializerContexts.Resolve(pair.Left, pair.Right))
            .WithTrackingName(Steps.Wrappers);
        context.RegisterSourceOutput(wrappers, static (output, service) => Add(output, service.HintName, WrapperEmitter.Emit(service, output.CancellationToken)));
    }

    /// <summary>Calls of annotated methods. Names come first, so that of all calls only those by such a name are looked at.</summary>
    private static IncrementalValuesProvider<InterceptorModel> Interceptors(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<EquatableArray<InterceptedDeclarationModel>> intercepted,
        IncrementalValueProvider<EquatableArray<SerializerContextModel>> contexts)
    {
        var ids = intercepted.Select(static (methods, _) => methods.Select(static method => method.Id).ToEquatableArray());
        context.RegisterSourceOutput(ids, static (output, ids) =>
        {
            if (ids.Count > 0)
            {
                Add(output, "Idempotent-InterceptedMethods", InterceptorEmitter.Methods(ids));
            }
        });
        var names = ids
            .Combine(context.CompilationProvider.Select(static (compilation, _) => Interception.Referenced(compilation)))
            .Select(static (pair, _) => pair.Left.Concat(pair.Right).Select(Interception.NameOf).Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.CalledNames);
        var files = names.Select(static (names, _) => names.Count > 0)
            .Combine(context.CompilationProvider)
            .SelectMany(static (pair, _) => pair.Left ? pair.Right.SyntaxTrees : [])
            .Select(CallingFile.Read)
            .Combine(names)
            .Where(static pair => pair.Left.Uses(pair.Right))
            .WithTrackingName(Steps.CallingFiles);
        return files.Combine(context.CompilationProvider)
            .SelectMany(static (pair, cancellationToken) => CallSites.Of(pair.Left.Left, pair.Left.Right, pair.Right, cancellationToken))
            .WithTrackingName(Steps.Calls)
            .Collect()
            .SelectMany(static (calls, _) => CallSites.Grouped(calls))
            .Combine(contexts)
            .Select(static (pair, _) => SerializerContexts.Resolve(pair.Left, pair.Right))
            .WithTrackingName(Steps.Interceptors);
    }

    private static void AddAssembly(
        SourceProductionContext output, EquatableArray<RegistrationModel> services, EquatableArray<CheckedOperationModel> operations, AssemblyModel? assembly)
    {
        if (assembly is null)
        {
            return;
        }

        var hasOwn = services.Count > 0 || operations.Count > 0;
        if (hasOwn)
        {
            Add(output, "Idempotent-Registry", RegistryEmitter.Emit(assembly, services, operations));
        }

        if (services.Count > 0)
        {
            Add(output, "Idempotent-AsIdempotent", ExtensionsEmitter.AsIdempotent(services));
        }

        if (assembly.HasContainer)
        {
            Add(output, "Idempotent-AddIdempotentServices", ExtensionsEmitter.AddIdempotentServices(assembly, hasOwn));
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
        public const string CheckedOperations = nameof(CheckedOperations);
        public const string Contracts = nameof(Contracts);
        public const string Assembly = nameof(Assembly);
        public const string InterceptedMethods = nameof(InterceptedMethods);
        public const string CalledNames = nameof(CalledNames);
        public const string CallingFiles = nameof(CallingFiles);
        public const string Calls = nameof(Calls);
        public const string Interceptors = nameof(Interceptors);
    }
}
