using Idempotent.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>What must be right about the services that have wrappers.</summary>
internal static class RegistrationChecks
{
    public static void Check(ServiceWrapping wrapping, Problems problems)
    {
        wrapping.FindRefused(problems);
        foreach (var service in wrapping.FindUnwrapped().Select(static r => ServiceNames.Of(r.Descriptor)).Distinct())
        {
            problems.Add($"{service} is registered after AddIdempotentServices() and would run unprotected: call AddIdempotentServices() last.");
        }

        foreach (var registration in wrapping.Wrapped)
        {
            CheckOne(registration, problems);
        }

        CheckNames(wrapping.Wrapped, problems);
        CheckNames(wrapping.Unwrapped, wrapping.Wrapped, problems);
    }

    private static void CheckOne(WrappedRegistration registration, Problems problems)
    {
        var service = registration.Descriptor.ServiceType;
        if (registration.Descriptor.ServiceKey == KeyedService.AnyKey)
        {
            problems.Add($"{registration} would give one operation to the services of all keys. Register it for each key, each with a class that has [Idempotent(Name = …)].");
        }

        if (service.IsGenericTypeDefinition && registration.Wrapper is not null && KeyedActivator.IsNeededFor(registration.Descriptor.AnyImplementationType!))
        {
            problems.Add($"{registration} asks for its service key, which a wrapped open generic service does not get. Register the closed services.");
        }

        if (registration.Wrapper is OpenWrapper && service.IsConstructedGenericType && !DerivedClass.CanClose(service))
        {
            problems.Add($"{registration} can't be wrapped without dynamic code, since a type argument is a value type. Use a class in its place.");
        }
    }

    /// <summary>An operation is one method of one class, under one service key: else one implementation would get the outcomes of another.</summary>
    private static void CheckNames(IReadOnlyList<WrappedRegistration> wrapped, Problems problems)
    {
        var named = from registration in wrapped
                    from source in registration.Sources
                    from name in source.OperationNames.Distinct()
                    select (Name: FullName(registration, source, name), Registration: registration);
        foreach (var operation in named.GroupBy(static o => o.Name))
        {
            var registrations = operation.Select(static o => o.Registration).ToArray();
            if (registrations.DistinctBy(Receiver).Count() > 1 || registrations.Count(static r => r is { Wrapper: not null, Descriptor.ServiceType.IsGenericTypeDefinition: true }) > 1)
            {
                problems.Add($"'{operation.Key}' would be the operation of several registrations: {string.Join("; ", registrations.Select(static r => r.ToString()))}. "
                    + "Give each class a name of its own with [Idempotent(Name = …)], and register it once; a factory tells its class by AddScoped<TService, TImplementation>(…).");
            }
        }

        foreach (var source in wrapped.SelectMany(static r => r.PossibleSources).Distinct())
        {
            foreach (var twice in source.OperationNames.GroupBy(static n => n).Where(static n => n.Count() > 1))
            {
                problems.Add($"'{twice.Key}' is the name of {twice.Count()} methods of one service: give each a name of its own with [Idempotent(Name = …)].");
            }
        }
    }

    /// <summary>Methods that run without a wrapper: that an interface gives its name to several of its implementations is seen where they are registered.</summary>
    private static void CheckNames(IEnumerable<IdempotentOperation> unwrapped, IReadOnlyList<WrappedRegistration> wrapped, Problems problems)
    {
        var ofClasses = wrapped.SelectMany(static r => r.PossibleSources).Where(static s => s is not ServiceWrapper { Implementation: null }).Distinct().SelectMany(static s => s.OperationNames.Distinct());
        var names = unwrapped.Select(static operation => operation.Name).ToArray();
        foreach (var twice in names.Concat(ofClasses.Where(names.Contains)).GroupBy(static n => n).Where(static n => n.Count() > 1))
        {
            problems.Add($"'{twice.Key}' is the name of {twice.Count()} methods: give each a name of its own with [Idempotent(Name = …)].");
        }
    }

    // An open generic service's operations are told apart by its type arguments, and so are an open generic class's.
    private static string FullName(WrappedRegistration registration, OperationSource source, string name) => source switch
    {
        OpenWrapper when registration.Descriptor.ServiceType.IsConstructedGenericType => OperationName.Of(name, registration.Descriptor.ServiceType.GenericTypeArguments),
        DerivedClass { Type.IsGenericTypeDefinition: true } when registration.Original!.IsConstructedGenericType => OperationName.Of(name, registration.Original.GenericTypeArguments),
        _ => name,
    };

    // A factory that does not say what it makes may make anything: it is like no other registration.
    private static object Receiver(WrappedRegistration registration) =>
        registration.Original is { } implementation ? (implementation, registration.Descriptor.ServiceKey) : registration;
}
