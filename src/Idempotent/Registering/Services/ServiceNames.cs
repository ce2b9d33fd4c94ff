using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>How messages call services.</summary>
internal static class ServiceNames
{
    public static string Of(ServiceDescriptor descriptor) => descriptor switch
    {
        { IsKeyedService: false } => Of(descriptor.ServiceType),
        _ when descriptor.ServiceKey == KeyedService.AnyKey => $"{Of(descriptor.ServiceType)} (any key)",
        _ => $"{Of(descriptor.ServiceType)} (key '{descriptor.ServiceKey}')",
    };

    public static string Refused(ServiceDescriptor descriptor, string refusal) => $"{Of(descriptor)} can't be protected: {refusal}";

    /// <summary>As in C#: <c>Shop.IRepository&lt;Shop.Order&gt;</c>.</summary>
    public static string Of(Type type)
    {
        var name = type.IsGenericParameter || type.FullName is null ? type.Name : (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;
        name = name.Replace('+', '.');
        return type.IsGenericType ? $"{WithoutArity(name)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    private static string WithoutArity(string name) => name.LastIndexOf('`') is >= 0 and var at ? name[..at] : name;
}
