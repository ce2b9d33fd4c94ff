// The public shape of messaging libraries, as far as the fixtures use it.
using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Threading;
using System.Threading.Tasks;

namespace MassTransit
{
    public interface PublishContext { Guid? MessageId { get; set; } }
    public interface PublishContext<T> : PublishContext { }
    public interface IPublishEndpoint
    {
        Task Publish<T>(T message, CancellationToken cancellationToken = default) where T : class;
        Task Publish<T>(T message, Action<PublishContext<T>> callback, CancellationToken cancellationToken = default) where T : class;
        Task Publish<T>(object values, CancellationToken cancellationToken = default) where T : class;
    }
    public interface ISendEndpoint { Task Send<T>(T message, CancellationToken cancellationToken = default) where T : class; }
    public interface ISendEndpointProvider { Task<ISendEndpoint> GetSendEndpoint(Uri address); }
    public interface IBus : IPublishEndpoint, ISendEndpointProvider { }
    public interface ConsumeContext : IPublishEndpoint, ISendEndpointProvider { Guid? MessageId { get; } CancellationToken CancellationToken { get; } Task RespondAsync<T>(T message) where T : class; }
    public interface ConsumeContext<out T> : ConsumeContext where T : class { T Message { get; } }
    public interface Batch<T> : IEnumerable<ConsumeContext<T>> where T : class { int Length { get; } }
    public interface IConsumer { }
    public interface IConsumer<in T> : IConsumer where T : class { Task Consume(ConsumeContext<T> context); }
    public interface IBusRegistrationConfigurator { }
    public static class OutboxExtensions { public static void AddEntityFrameworkOutbox<T>(this IBusRegistrationConfigurator configurator, Action<object>? configure = null) { } }
    public static class NewId { public static Guid NextGuid() => default; }
}

namespace Wolverine
{
    public interface IMessageContext : IMessageBus { }
    public interface IMessageBus { ValueTask PublishAsync<T>(T message, DeliveryOptions? options = null); ValueTask SendAsync<T>(T message, DeliveryOptions? options = null); Task InvokeAsync(object message, CancellationToken cancellation = default); }
    public class DeliveryOptions { public string? DeduplicationId { get; set; } }
}

namespace Wolverine.Http
{
    public sealed class WolverinePostAttribute : Attribute { public WolverinePostAttribute(string template) { } }
    public sealed class WolverineGetAttribute : Attribute { public WolverineGetAttribute(string template) { } }
}

namespace DotNetCore.CAP
{
    public interface ICapSubscribe { }
    public sealed class CapSubscribeAttribute : Attribute { public CapSubscribeAttribute(string name) { } public string? Group { get; set; } }
    public interface ICapPublisher { Task PublishAsync<T>(string name, T? contentObj, string? callbackName = null, CancellationToken cancellationToken = default); Task PublishAsync<T>(string name, T? contentObj, IDictionary<string, string?> headers, CancellationToken cancellationToken = default); void Publish<T>(string name, T? contentObj, string? callbackName = null); }
}

namespace Rebus.Handlers { public interface IHandleMessages { } public interface IHandleMessages<in T> : IHandleMessages { Task Handle(T message); } }
namespace Rebus.Bus { public interface IBus { Task Publish(object eventMessage, IDictionary<string, string>? optionalHeaders = null); Task Send(object commandMessage, IDictionary<string, string>? optionalHeaders = null); Task SendLocal(object commandMessage, IDictionary<string, string>? optionalHeaders = null); Task Reply(object replyMessage, IDictionary<string, string>? optionalHeaders = null); } }

namespace NServiceBus
{
    public class PublishOptions { public void SetMessageId(string id) { } }
    public interface IPipelineContext { Task Publish(object message, PublishOptions options); }
    public interface IMessageHandlerContext : IPipelineContext { string MessageId { get; } }
    public static class IPipelineContextExtensions { public static Task Publish(this IPipelineContext context, object message) => null!; }
    public interface IHandleMessages<T> { Task Handle(T message, IMessageHandlerContext context); }
}

namespace MediatR
{
    public interface IBaseRequest { }
    public interface IRequest : IBaseRequest { }
    public interface IRequest<out T> : IBaseRequest { }
    public interface INotification { }
    public interface IRequestHandler<in TRequest> where TRequest : IRequest { Task Handle(TRequest request, CancellationToken cancellationToken); }
    public interface IRequestHandler<in TRequest, TResponse> where TRequest : IRequest<TResponse> { Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken); }
    public interface INotificationHandler<in T> where T : INotification { Task Handle(T notification, CancellationToken cancellationToken); }
    public interface ISender { Task<T> Send<T>(IRequest<T> request, CancellationToken cancellationToken = default); Task Send<T>(T request, CancellationToken cancellationToken = default) where T : IRequest; }
    public interface IPublisher { Task Publish<T>(T notification, CancellationToken cancellationToken = default) where T : INotification; }
    public interface IMediator : ISender, IPublisher { }
}

namespace Azure.Messaging.ServiceBus
{
    public class ServiceBusMessage { public ServiceBusMessage() { } public ServiceBusMessage(string body) { } public ServiceBusMessage(BinaryData body) { } public string MessageId { get; set; } = ""; public string? Subject { get; set; } }
    public class ServiceBusReceivedMessage { public int DeliveryCount => 0; public string MessageId => ""; public BinaryData Body => null!; }
    public class ServiceBusSender { public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => null!; public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) => null!; }
    public class ServiceBusClient { public virtual ServiceBusSender CreateSender(string queue) => null!; }
    public class ProcessMessageEventArgs { public ServiceBusReceivedMessage Message => null!; public Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => null!; }
    public class ServiceBusProcessor { public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync { add { } remove { } } }
}

namespace Confluent.Kafka
{
    public class Headers { public void Add(string key, byte[] value) { } }
    public class Message<TKey, TValue> { public TKey Key { get; set; } = default!; public TValue Value { get; set; } = default!; public Headers Headers { get; set; } = null!; }
    public class DeliveryResult<TKey, TValue> { }
    public class ConsumeResult<TKey, TValue> { public Message<TKey, TValue> Message => null!; }
    public interface IProducer<TKey, TValue> { Task<DeliveryResult<TKey, TValue>> ProduceAsync(string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default); void Produce(string topic, Message<TKey, TValue> message, Action<object>? deliveryHandler = null); void Flush(CancellationToken cancellationToken = default); }
    public interface IConsumer<TKey, TValue> { ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default); void Commit(ConsumeResult<TKey, TValue> result); void Subscribe(string topic); void Close(); }
    public class ConsumerConfig { public string? BootstrapServers { get; set; } public string? GroupId { get; set; } }
    public class ConsumerBuilder<TKey, TValue> { public ConsumerBuilder(ConsumerConfig config) { } public IConsumer<TKey, TValue> Build() => null!; }
}

namespace RabbitMQ.Client
{
    public interface IBasicProperties { string MessageId { get; set; } bool Persistent { get; set; } }
    public class BasicProperties { public string? MessageId { get; set; } public bool Persistent { get; set; } }
    public interface IModel { IBasicProperties CreateBasicProperties(); void BasicPublish(string exchange, string routingKey, bool mandatory, IBasicProperties basicProperties, ReadOnlyMemory<byte> body); void BasicAck(ulong deliveryTag, bool multiple); }
    public static class IModelExensions { public static void BasicPublish(this IModel model, string exchange, string routingKey, IBasicProperties? basicProperties, ReadOnlyMemory<byte> body) { } }
    public interface IChannel { ValueTask BasicPublishAsync<T>(string exchange, string routingKey, bool mandatory, T basicProperties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default); ValueTask BasicAckAsync(ulong deliveryTag, bool multiple, CancellationToken cancellationToken = default); }
    public interface IReadOnlyBasicProperties { string? MessageId { get; } }
    public class AsyncDefaultBasicConsumer { public AsyncDefaultBasicConsumer(IChannel channel) => Channel = channel; public IChannel Channel { get; } public virtual Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => Task.CompletedTask; }
    public static class IChannelExtensions { public static ValueTask BasicPublishAsync(this IChannel channel, string exchange, string routingKey, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => default; }
}

namespace RabbitMQ.Client.Events
{
    public class BasicDeliverEventArgs : EventArgs { public IReadOnlyBasicProperties BasicProperties => null!; public ReadOnlyMemory<byte> Body => default; public ulong DeliveryTag => 0; }
    public delegate Task AsyncEventHandler<in T>(object sender, T @event);
    public class EventingBasicConsumer { public EventingBasicConsumer(IModel model) { } public event EventHandler<BasicDeliverEventArgs> Received { add { } remove { } } }
    public class AsyncEventingBasicConsumer { public AsyncEventingBasicConsumer(IChannel channel) { } public event AsyncEventHandler<BasicDeliverEventArgs> ReceivedAsync { add { } remove { } } }
}

namespace Amazon.SQS { public interface IAmazonSQS { Task<object> SendMessageAsync(Model.SendMessageRequest request, CancellationToken cancellationToken = default); Task<object> SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default); } }
namespace Amazon.SQS.Model { public class SendMessageRequest { public string QueueUrl { get; set; } = ""; public string MessageBody { get; set; } = ""; public string MessageDeduplicationId { get; set; } = ""; } }
namespace Amazon.Lambda.Core { public interface ILambdaLogger { void LogLine(string message); } public interface ILambdaContext { string AwsRequestId { get; } ILambdaLogger Logger { get; } } }
namespace Amazon.Lambda.SNSEvents { public class SNSEvent { public List<SNSRecord> Records { get; set; } = []; public class SNSRecord { public SNSMessage Sns { get; set; } = new(); } public class SNSMessage { public string MessageId { get; set; } = ""; public string Message { get; set; } = ""; } } }
namespace Amazon.Lambda.APIGatewayEvents { public class APIGatewayProxyRequest { public string Body { get; set; } = ""; public string HttpMethod { get; set; } = ""; } public class APIGatewayProxyResponse { public int StatusCode { get; set; } public string Body { get; set; } = ""; } }
namespace Amazon.SimpleNotificationService { public interface IAmazonSimpleNotificationService { Task<object> PublishAsync(string topicArn, string message, CancellationToken cancellationToken = default); } }
namespace Amazon.DynamoDBv2.Model
{
    public class AttributeValue { public string? S { get; set; } public string? N { get; set; } }
    public class PutItemRequest { public string TableName { get; set; } = ""; public Dictionary<string, AttributeValue> Item { get; set; } = []; public string? ConditionExpression { get; set; } }
    public class UpdateItemRequest { public string TableName { get; set; } = ""; public Dictionary<string, AttributeValue> Key { get; set; } = []; public string UpdateExpression { get; set; } = ""; public string? ConditionExpression { get; set; } public Dictionary<string, AttributeValue> ExpressionAttributeValues { get; set; } = []; }
}
namespace Amazon.DynamoDBv2 { public interface IAmazonDynamoDB { Task<object> PutItemAsync(Model.PutItemRequest request, CancellationToken cancellationToken = default); Task<object> UpdateItemAsync(Model.UpdateItemRequest request, CancellationToken cancellationToken = default); } }
namespace Amazon.DynamoDBv2.DataModel { public interface IDynamoDBContext { Task SaveAsync<T>(T value, CancellationToken cancellationToken = default); Task<T?> LoadAsync<T>(object hashKey, CancellationToken cancellationToken = default); } public sealed class DynamoDBHashKeyAttribute : Attribute { } }
namespace Amazon.Lambda.SQSEvents { public class SQSEvent { public List<SQSMessage> Records { get; set; } = []; public class SQSMessage { public string MessageId { get; set; } = ""; public string Body { get; set; } = ""; } } }

namespace Microsoft.Azure.Functions.Worker
{
    public sealed class FunctionAttribute : Attribute { public FunctionAttribute(string name) { } }
    public sealed class ServiceBusTriggerAttribute : Attribute { public ServiceBusTriggerAttribute(string queueName) { } public string? Connection { get; set; } }
    public sealed class QueueTriggerAttribute : Attribute { public QueueTriggerAttribute(string queueName) { } public string? Connection { get; set; } }
    public sealed class TimerTriggerAttribute : Attribute { public TimerTriggerAttribute(string schedule) { } }
    public enum AuthorizationLevel { Anonymous, Function }
    public sealed class HttpTriggerAttribute : Attribute { public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) { } public string? Route { get; set; } }
    public sealed class EventHubTriggerAttribute : Attribute { public EventHubTriggerAttribute(string eventHubName) { } public string? Connection { get; set; } }
    public sealed class CosmosDBTriggerAttribute : Attribute { public CosmosDBTriggerAttribute(string databaseName, string containerName) { } public string? Connection { get; set; } }
    public class TimerInfo { }
}

namespace Microsoft.Azure.WebJobs
{
    public sealed class FunctionNameAttribute : Attribute { public FunctionNameAttribute(string name) { } }
    public sealed class ServiceBusTriggerAttribute : Attribute { public ServiceBusTriggerAttribute(string queueName) { } public string? Connection { get; set; } }
    public sealed class QueueTriggerAttribute : Attribute { public QueueTriggerAttribute(string queueName) { } public string? Connection { get; set; } }
    public sealed class TimerTriggerAttribute : Attribute { public TimerTriggerAttribute(string schedule) { } }
    public sealed class BlobTriggerAttribute : Attribute { public BlobTriggerAttribute(string path) { } }
    public sealed class ServiceBusAttribute : Attribute { public ServiceBusAttribute(string queueOrTopicName) { } public string? Connection { get; set; } }
    public sealed class QueueAttribute : Attribute { public QueueAttribute(string queueName) { } }
    public sealed class TableAttribute : Attribute { public TableAttribute(string tableName) { } }
    public interface IAsyncCollector<in T> { Task AddAsync(T item, CancellationToken cancellationToken = default); }
    public interface ICollector<in T> { void Add(T item); }
}

namespace Azure.Storage.Queues { public class QueueClient { public virtual Task SendMessageAsync(string messageText, CancellationToken cancellationToken = default) => null!; } }
namespace Azure.Data.Tables
{
    public interface ITableEntity { string PartitionKey { get; set; } string RowKey { get; set; } }
    public class TableClient { public virtual Task AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity => null!; public virtual Task UpsertEntityAsync<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity => null!; }
}
namespace Microsoft.Azure.Cosmos
{
    public class PartitionKey { public PartitionKey(string partitionKeyValue) { } }
    public abstract class Container { public abstract Task<object> CreateItemAsync<T>(T item, PartitionKey? partitionKey = null, CancellationToken cancellationToken = default); public abstract Task<object> UpsertItemAsync<T>(T item, PartitionKey? partitionKey = null, CancellationToken cancellationToken = default); }
}

namespace Quartz { public class JobDataMap { public string? GetString(string key) => null; } public interface IJobExecutionContext { JobDataMap MergedJobDataMap { get; } CancellationToken CancellationToken { get; } } public interface IJob { Task Execute(IJobExecutionContext context); } }

namespace Hangfire
{
    public static class BackgroundJob { public static string Enqueue(Expression<Action> methodCall) => ""; public static string Enqueue<T>(Expression<Func<T, Task>> methodCall) => ""; }
    public static class RecurringJob { public static void AddOrUpdate<T>(string recurringJobId, Expression<Func<T, Task>> methodCall, string cronExpression) { } }
    public interface IBackgroundJobClient { }
    public static class BackgroundJobClientExtensions { public static string Enqueue<T>(this IBackgroundJobClient client, Expression<Action<T>> methodCall) => ""; public static string Enqueue<T>(this IBackgroundJobClient client, Expression<Func<T, Task>> methodCall) => ""; public static string Schedule<T>(this IBackgroundJobClient client, Expression<Func<T, Task>> methodCall, TimeSpan delay) => ""; }
    public sealed class AutomaticRetryAttribute : Attribute { public int Attempts { get; set; } }
}

namespace System { public class BinaryData { public T? ToObjectFromJson<T>() => default; } }
