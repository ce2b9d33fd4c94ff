using System.Linq;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

//// A receiver of RabbitMQ 7 stores each delivery
//// laskapi/MsRabbit ConsoleService1/Program.cs
public class Letter { public int Id { get; set; } public string Text { get; set; } = ""; }
public class LetterDb : DbContext { public DbSet<Letter> Letters => Set<Letter>(); }
public class Receiver(LetterDb db)
{
    public void Start(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (model, ea) =>
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            db.Letters.Add(new Letter { Text = text }); //! IDEM302
            await db.SaveChangesAsync();
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        };
    }
}

//// A receiver of RabbitMQ 7 only prints
//// MG174/RabbitMqExamples RabbitMqConsoleAppExample/Consumer/Receiver.cs
public static class Receiver
{
    public static void Start(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (model, ea) =>
        {
            Console.WriteLine(Encoding.UTF8.GetString(ea.Body.Span));
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        };
    }
}

//// A receiver of RabbitMQ 6 sends on
//// shendongnian/code code10/1748760-50837172-0.cs
public static class Receiver
{
    public static void Start(RabbitMQ.Client.IModel channel)
    {
        var consumer = new RabbitMQ.Client.Events.EventingBasicConsumer(channel);
        consumer.Received += (sender, args) =>
        {
            var properties = channel.CreateBasicProperties();
            properties.Persistent = true;
            channel.BasicPublish("shop", "shipped", false, properties, args.Body); //! IDEM305
            channel.BasicAck(args.DeliveryTag, false);
        };
    }
}

//// A receiver of RabbitMQ 6 sends on with an id
//// shendongnian/code code10/1748760-50837172-0.cs
public record Order(string Id);
public static class Receiver
{
    public static void Start(RabbitMQ.Client.IModel channel)
    {
        var consumer = new RabbitMQ.Client.Events.EventingBasicConsumer(channel);
        consumer.Received += (sender, args) =>
        {
            var order = JsonSerializer.Deserialize<Order>(args.Body.Span);
            var properties = channel.CreateBasicProperties();
            properties.MessageId = "shipped-" + order!.Id;
            channel.BasicPublish("shop", "shipped", false, properties, args.Body);
            channel.BasicAck(args.DeliveryTag, false);
        };
    }
}

//// A receiver whose handler is a method
//// shendongnian/code code10/1748760-50837172-0.cs
public class Counter { public int Id { get; set; } public int Total { get; set; } }
public class CounterDb : DbContext { public DbSet<Counter> Counters => Set<Counter>(); }
public class Receiver(CounterDb db)
{
    public void Start(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += OnReceived; //! IDEM402
    }

    private async Task OnReceived(object sender, RabbitMQ.Client.Events.BasicDeliverEventArgs args)
    {
        var counter = await db.Counters.SingleAsync(c => c.Id == 1);
        counter.Total += args.Body.Length;
        await db.SaveChangesAsync();
    }
}

//// A Kafka loop that only prints
//// donguyenphuonganh/BigData SPX_Clone/KafkaConsumerService.cs
public class KafkaConsumerService(IConsumer<string, string> consumer) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        consumer.Subscribe("orders");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var result = consumer.Consume(stoppingToken);
                Console.WriteLine($"Received: {result.Message.Value}");
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.CompletedTask;
    }
}

//// A Kafka loop that stores and produces
//// donguyenphuonganh/BigData SPX_Clone/KafkaConsumerService.cs
public class Parcel { public long Id { get; set; } public string Code { get; set; } = ""; }
public class ParcelDb : DbContext { public DbSet<Parcel> Parcels => Set<Parcel>(); }
public class KafkaConsumerService(IConsumer<string, string> consumer, IProducer<string, string> producer, ParcelDb db) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        consumer.Subscribe("parcels");
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            db.Parcels.Add(new Parcel { Code = result.Message.Value }); //! IDEM302
            await db.SaveChangesAsync(stoppingToken);
            await producer.ProduceAsync("stored", new Message<string, string> { Key = result.Message.Key, Value = result.Message.Value }); //! IDEM305
            consumer.Commit(result);
        }
    }
}

//// A Service Bus message without an id
//// viniciusclimaco/Live-Service-Bus Publisher/Program.cs
public record OrderPlaced(string OrderId);
public class Forwarder(Azure.Messaging.ServiceBus.ServiceBusProcessor processor, Azure.Messaging.ServiceBus.ServiceBusSender sender)
{
    public void Start()
    {
        processor.ProcessMessageAsync += async args =>
        {
            var order = args.Message.Body.ToObjectFromJson<OrderPlaced>();
            var message = new Azure.Messaging.ServiceBus.ServiceBusMessage(order!.OrderId);
            message.Subject = "placed";
            await sender.SendMessageAsync(message); //! IDEM305
            await args.CompleteMessageAsync(args.Message);
        };
    }
}

//// A Service Bus message with an id
//// gopalakrishnaPala/az204 ServiceBus/samples/ServiceBusMessagePublisher/README.md
public class Forwarder(Azure.Messaging.ServiceBus.ServiceBusProcessor processor, Azure.Messaging.ServiceBus.ServiceBusSender sender)
{
    public void Start()
    {
        processor.ProcessMessageAsync += async args =>
        {
            var message = new Azure.Messaging.ServiceBus.ServiceBusMessage(args.Message.Body) { MessageId = args.Message.MessageId };
            await sender.SendMessageAsync(message);
        };
    }
}

//// A Service Bus message with an id that is new each time
//// viniciusclimaco/Live-Service-Bus Publisher/Program.cs
public class Forwarder(Azure.Messaging.ServiceBus.ServiceBusProcessor processor, Azure.Messaging.ServiceBus.ServiceBusSender sender)
{
    public void Start()
    {
        processor.ProcessMessageAsync += async args =>
        {
            var message = new Azure.Messaging.ServiceBus.ServiceBusMessage(args.Message.Body)
            {
                MessageId = Guid.NewGuid().ToString("N"), //! IDEM203
            };
            await sender.SendMessageAsync(message);
        };
    }
}

//// A publisher that nothing repeats
//// gopalakrishnaPala/az204 ServiceBus/samples/ServiceBusMessagePublisher/README.md
public class Publisher(Azure.Messaging.ServiceBus.ServiceBusClient client)
{
    public async Task PublishAsync(string text)
    {
        var sender = client.CreateSender("queue1");
        await sender.SendMessageAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage(text));
    }
}
