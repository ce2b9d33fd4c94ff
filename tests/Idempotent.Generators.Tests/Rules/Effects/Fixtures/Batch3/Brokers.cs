using System.Linq;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

//// A Kafka loop in a hosted service, with what it saves one call away
//// levant47/EPAM-.NET-Program-Advanced CartingService/API/MessagingHostedService.cs
public class CartItem { public int Id { get; set; } public string Name { get; set; } = ""; public int Changes { get; set; } }
public class CartDb : DbContext { public DbSet<CartItem> Items => Set<CartItem>(); }
public class CartService(CartDb db)
{
    public async Task AddItem(string name)
    {
        db.Items.Add(new CartItem { Name = name });
        await db.SaveChangesAsync();
    }

    public async Task Rename(int id, string name)
    {
        var item = await db.Items.SingleAsync(i => i.Id == id);
        item.Name = name;
        await db.SaveChangesAsync();
    }
}
public class MessagingService(CartService carts)
{
    public async Task Consume(string servers, string group, CancellationToken cancellationToken)
    {
        using var builder = new MemoryHandle();
        var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = servers, GroupId = group }).Build();
        consumer.Subscribe("items");
        while (!cancellationToken.IsCancellationRequested)
        {
            var result = consumer.Consume(cancellationToken);
            await carts.Rename(1, result.Message.Value);
            await carts.AddItem(result.Message.Value); //! IDEM402
        }
    }

    private sealed class MemoryHandle : IDisposable { public void Dispose() { } }
}

//// A Kafka loop that produces with an id in the headers, and one that forgets it
//// AaryanBaral/HackCode backend/Services/QuestionService/Kafka/KafkaConsumerHostedService.cs
public class Relay(IConsumer<string, string> consumer, IProducer<string, string> producer, ILogger<Relay> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            var headers = new Headers();
            headers.Add("message-id", Encoding.UTF8.GetBytes(result.Message.Key));
            producer.Produce("out", new Message<string, string> { Key = result.Message.Key, Value = result.Message.Value, Headers = headers });
            producer.Produce("out", new Message<string, string> { Key = result.Message.Key, Value = result.Message.Value }); //! IDEM305
            producer.Flush(stoppingToken);
            logger.LogInformation("relayed {Key}", result.Message.Key);
            consumer.Commit(result);
        }

        consumer.Close();
        return Task.CompletedTask;
    }
}

//// A Kafka producer behind a POST
//// AaryanBaral/HackCode backend/Services/QuestionService/Kafka/KafkaConsumerHostedService.cs
public record Question(string Title);
public class QuestionsController(IProducer<string, string> producer) : Microsoft.AspNetCore.Mvc.ControllerBase
{
    [Microsoft.AspNetCore.Mvc.HttpPost]
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Post(Question question)
    {
        var message = new Message<string, string> { Key = question.Title, Value = JsonSerializer.Serialize(question) };
        await producer.ProduceAsync("questions", message); //! IDEM305
        return Accepted();
    }
}

//// RabbitMQ 7: received and acknowledged
//// nayakshravan/RabbitMQLearning RabbitMq.Messaging/RabbitMq.Consumer/Program.cs
public static class Program
{
    public static void Run(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (sender, eventArgs) =>
        {
            byte[] body = eventArgs.Body.ToArray();
            string message = Encoding.UTF8.GetString(body);
            Console.WriteLine("Received: " + message);
            await channel.BasicAckAsync(eventArgs.DeliveryTag, multiple: false);
        };
    }
}

//// RabbitMQ 7: sent on, without properties, with new ones, and with the ones that came
//// kazemjavadi/RabbitMQ.Test.Projects 002.RabbitMQ.Consumer/Program.cs
public static class Program
{
    public static void Run(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (model, eventArgs) =>
        {
            await RabbitMQ.Client.IChannelExtensions.BasicPublishAsync(channel, "", "q02", eventArgs.Body); //! IDEM305
            var fresh = new RabbitMQ.Client.BasicProperties { Persistent = true };
            await channel.BasicPublishAsync("", "q03", false, fresh, eventArgs.Body); //! IDEM305
            var kept = new RabbitMQ.Client.BasicProperties { Persistent = true, MessageId = eventArgs.BasicProperties.MessageId };
            await channel.BasicPublishAsync("", "q04", false, kept, eventArgs.Body);
        };
    }
}

//// RabbitMQ 7: a consumer by inheritance
//// shendongnian/code code5/803129-19696352-0.cs
public class Bike { public int Id { get; set; } public int Rentals { get; set; } public string Plate { get; set; } = ""; }
public class BikeDb : DbContext { public DbSet<Bike> Bikes => Set<Bike>(); }
public class RentalConsumer(RabbitMQ.Client.IChannel channel, BikeDb db) : RabbitMQ.Client.AsyncDefaultBasicConsumer(channel)
{
    public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, RabbitMQ.Client.IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var plate = Encoding.UTF8.GetString(body.Span);
        var bike = await db.Bikes.SingleAsync(b => b.Plate == plate, cancellationToken);
        bike.Rentals++; //! IDEM301
        await db.SaveChangesAsync(cancellationToken);
        await Channel.BasicAckAsync(deliveryTag, false, cancellationToken);
    }
}

//// RabbitMQ 6: received, with a database by hand
//// petartotev/PT_Demo_RabbitMQ RabbitMQ.Consumer/Program.cs
public class Program(MySqlConnector.MySqlConnection connection)
{
    public void Run(RabbitMQ.Client.IModel channel)
    {
        var consumer = new RabbitMQ.Client.Events.EventingBasicConsumer(channel);
        consumer.Received += (model, ea) =>
        {
            var message = Encoding.UTF8.GetString(ea.Body.ToArray());
            using var command = new MySqlConnector.MySqlCommand($"INSERT INTO messages (text) VALUES ('{message}')", connection); //! IDEM303
            command.ExecuteNonQuery();
            channel.BasicAck(ea.DeliveryTag, false);
        };
    }
}

//// Service Bus: the handler is a method that prints
//// willvelida/azure-samples service-bus-queues/src/ServiceBusQueueSample/QueueReceiver/Program.cs
public class Receiver(ServiceBusProcessor processor)
{
    public void Start() => processor.ProcessMessageAsync += MessageHandler;

    private static async Task MessageHandler(ProcessMessageEventArgs args)
    {
        string body = args.Message.Body.ToString()!;
        Console.WriteLine($"Received: {body}");
        await args.CompleteMessageAsync(args.Message);
    }
}

//// Service Bus: the handler is a local function that stores
//// fabfabper/first-ng-app servicebus_emulator/sbapp_receiver/Program.cs
public class Parcel { public Guid Id { get; set; } = Guid.NewGuid(); public string Body { get; set; } = ""; }
public class ParcelDb : DbContext { public DbSet<Parcel> Parcels => Set<Parcel>(); }
public static class Program
{
    public static void Run(ServiceBusProcessor processor, ParcelDb db)
    {
        processor.ProcessMessageAsync += Handle;

        async Task Handle(ProcessMessageEventArgs args)
        {
            db.Parcels.Add(new Parcel { Body = args.Message.Body.ToString()! }); //! IDEM302
            await db.SaveChangesAsync();
            await args.CompleteMessageAsync(args.Message);
        }
    }
}

//// Service Bus: the handler is a method that sends a list
//// ashuvviet/allinone RabbitMQ/RabbitMQConsole/ServiceBusConsumer/Program.cs
public class Splitter(ServiceBusProcessor processor, ServiceBusSender sender)
{
    public void Start()
    {
        processor.ProcessMessageAsync += async args =>
        {
            var parts = args.Message.Body.ToObjectFromJson<List<string>>()!;
            await sender.SendMessagesAsync(parts.Select(part => new ServiceBusMessage(part) { MessageId = args.Message.MessageId + "-" + part }));
            await sender.SendMessagesAsync(parts.Select(part => new ServiceBusMessage(part))); //! IDEM305
            await args.CompleteMessageAsync(args.Message);
        };
    }
}

//// Service Bus: sender made in place, in a POST, with an id of the moment
//// ashuvviet/allinone RabbitMQ/RabbitMQConsole/ServiceBusConsumer/Program.cs
public class OrdersController(ServiceBusClient client) : Microsoft.AspNetCore.Mvc.ControllerBase
{
    [Microsoft.AspNetCore.Mvc.HttpPost]
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Post(string order)
    {
        var sender = client.CreateSender("orders");
        var message = new ServiceBusMessage(order) { Subject = "order" };
        message.MessageId = $"{order}-{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}"; //! IDEM203
        await sender.SendMessageAsync(message);
        return Accepted();
    }
}

//// NServiceBus: an entity is marked as handled
//// Particular/docs.particular.net samples/transactional-session/aspnetcore-webapi/SqlPersistenceTS_7/WebApplication/MyHandler.cs
public record MyMessage(Guid EntityId);
public class MyEntity { public Guid Id { get; set; } public bool Processed { get; set; } }
public class MyDataContext : DbContext { public DbSet<MyEntity> MyEntities => Set<MyEntity>(); }
public class MyHandler(MyDataContext dataContext, ILogger<MyHandler> logger) : NServiceBus.IHandleMessages<MyMessage>
{
    public async Task Handle(MyMessage message, NServiceBus.IMessageHandlerContext context)
    {
        logger.LogInformation("Message received at endpoint");
        var entity = await dataContext.MyEntities.Where(e => e.Id == message.EntityId).FirstOrDefaultAsync();
        entity!.Processed = true;
        await dataContext.SaveChangesAsync();
    }
}
