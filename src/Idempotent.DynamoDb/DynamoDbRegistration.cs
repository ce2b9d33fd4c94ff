using Amazon.DynamoDBv2;
using Idempotent;
using Idempotent.DynamoDb;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses DynamoDB as a store.</summary>
public static class DynamoDbRegistration
{
    /// <summary>Keeps records in DynamoDB over a client of the store's own (<see cref="DynamoDbOptions.ClientConfig"/>), in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseDynamoDb(this IdempotencyBuilder builder, Action<DynamoDbOptions>? configure = null) => UseDynamoDb(builder, IdempotencyBuilder.Unnamed, configure);

    /// <summary>Keeps records in DynamoDB over a client of the store's own (<see cref="DynamoDbOptions.ClientConfig"/>), in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseDynamoDb(this IdempotencyBuilder builder, string name, Action<DynamoDbOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = Configured(configure);
        return builder.UseStore(name, context => new DynamoDbIdempotencyStore(options, context.TimeProvider, context.LoggerFactory));
    }

    /// <summary>Keeps records in DynamoDB over a client of the application's, which stays the application's, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="client">Finds the client: <c>context => context.Services!.GetRequiredService&lt;IAmazonDynamoDB&gt;()</c>.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseDynamoDb(this IdempotencyBuilder builder, Func<IdempotencyStoreContext, IAmazonDynamoDB> client, Action<DynamoDbOptions>? configure = null) =>
        UseDynamoDb(builder, IdempotencyBuilder.Unnamed, client, configure);

    /// <summary>Keeps records in DynamoDB over a client of the application's, which stays the application's, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="client">Finds the client.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseDynamoDb(this IdempotencyBuilder builder, string name, Func<IdempotencyStoreContext, IAmazonDynamoDB> client, Action<DynamoDbOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        var options = Configured(configure);
        return builder.UseStore(name, context => new DynamoDbIdempotencyStore(client(context), options, context.TimeProvider, context.LoggerFactory));
    }

    private static DynamoDbOptions Configured(Action<DynamoDbOptions>? configure)
    {
        var options = new DynamoDbOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }
}
