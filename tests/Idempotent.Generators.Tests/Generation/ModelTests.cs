using System.Collections.Immutable;
using System.Reflection;
using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Models hold plain, value-equal data: a symbol in one would keep a compilation alive and break the cache.</summary>
public sealed class ModelTests
{
    public static TheoryData<Type> Models => [.. typeof(ServiceModel).Assembly.GetTypes()
        .Where(static type => type.Namespace?.StartsWith("Idempotent.Generators.Model", StringComparison.Ordinal) == true && !type.IsEnum && !type.IsAbstract && !type.IsNested)
        .Where(static type => type != typeof(EquatableArray<>))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_HoldsNothingOfTheCompiler(Type model)
    {
        var found = Reachable(model, []).Where(static type => typeof(ISymbol).IsAssignableFrom(type)
            || typeof(SyntaxNode).IsAssignableFrom(type) || type == typeof(Location) || type == typeof(SemanticModel) || typeof(Compilation).IsAssignableFrom(type)
            || type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_IsComparedByValue(Type model)
    {
        foreach (var type in Reachable(model, []).Where(static t => !t.IsPrimitive && !t.IsEnum && t != typeof(string)))
        {
            Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{type} is not compared by value");
            Assert.False(type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)), $"{type} is compared by reference");
        }
    }

    private static HashSet<Type> Reachable(Type type, HashSet<Type> seen)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(EquatableArray<>) || definition == typeof(Nullable<>)))
        {
            return Reachable(type.GetGenericArguments()[0], seen);
        }

        if (seen.Add(type) && !type.IsPrimitive && !type.IsEnum && type != typeof(string))
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                Reachable(field.FieldType, seen);
            }
        }

        return seen;
    }
}
