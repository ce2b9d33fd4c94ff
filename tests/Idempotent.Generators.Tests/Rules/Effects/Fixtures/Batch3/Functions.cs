using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.SNSEvents;
using Amazon.Lambda.SQSEvents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// Isolated: only logged
//// flcdrg/funky-functions src/net60outofprocess/ServiceBusQueueTrigger.cs
public static class ServiceBusQueueTrigger
{
    [Microsoft.Azure.Functions.Worker.Function("ServiceBusQueueTrigger")]
    public static void Run([Microsoft.Azure.Functions.Worker.ServiceBusTrigger("conversation", Connection = "Bus")] string item, ILogger logger) => logger.LogInformation("processed {Item}", item);
}

//// In process: a queue in, a queue out
//// enthuzest/AsyncRequestReply Functions/AsyncProcessingBackgroundWorker.cs
public static class Forward
{
    [Microsoft.Azure.WebJobs.FunctionName("Forward")]
    public static async Task Run(
        [Microsoft.Azure.WebJobs.ServiceBusTrigger("in", Connection = "Bus")] string item,
        [Microsoft.Azure.WebJobs.ServiceBus("out", Connection = "Bus")] Microsoft.Azure.WebJobs.IAsyncCollector<string> output,
        ILogger log)
    {
        log.LogInformation("forwarding {Item}", item);
        await output.AddAsync(item); //! IDEM305
    }
}

//// In process: a row in a table under a new key
//// mikeoconnor1980/CentralisedList CentralisedListClient/AzureFunction/wwwroot/FunctionsBindingsDemo2/run.csx
public class TableItem { public string PartitionKey { get; set; } = ""; public string RowKey { get; set; } = ""; public string Text { get; set; } = ""; }
public static class Store
{
    [Microsoft.Azure.WebJobs.FunctionName("Store")]
    public static void Run([Microsoft.Azure.WebJobs.QueueTrigger("items")] string item, [Microsoft.Azure.WebJobs.Table("items")] Microsoft.Azure.WebJobs.ICollector<TableItem> table)
    {
        table.Add(new TableItem { PartitionKey = "key", RowKey = Guid.NewGuid().ToString(), Text = item }); //! IDEM302
    }
}

//// Table storage: a new key is added, a known one is set
//// worthite/MyManagementFunctions MyManagementFunctions/ManagedAppQueue/run.csx
public class AppRow : Azure.Data.Tables.ITableEntity { public string PartitionKey { get; set; } = ""; public string RowKey { get; set; } = ""; }
public record Managed(string TenantId, string Group);
public class ManagedApps(Azure.Data.Tables.TableClient table)
{
    [Microsoft.Azure.Functions.Worker.Function("apps")]
    public async Task Run([Microsoft.Azure.Functions.Worker.QueueTrigger("apps")] Managed app)
    {
        await table.UpsertEntityAsync(new AppRow { PartitionKey = app.TenantId, RowKey = app.Group });
        await table.AddEntityAsync(new AppRow { PartitionKey = app.TenantId, RowKey = app.Group });
        await table.AddEntityAsync(new AppRow { PartitionKey = app.TenantId, RowKey = Guid.NewGuid().ToString("N") }); //! IDEM302
    }
}

//// Cosmos: a document under a new id, and an upsert
//// sayedimac/myfunc QueueItemAdded.cs
public record SalesOrder(string id, string Text);
public class SalesFunction(Microsoft.Azure.Cosmos.Container container)
{
    [Microsoft.Azure.Functions.Worker.Function("sales")]
    public async Task Run([Microsoft.Azure.Functions.Worker.QueueTrigger("salesorders")] string number)
    {
        await container.UpsertItemAsync(new SalesOrder(number, "known"));
        await container.CreateItemAsync(new SalesOrder(number, "known"));
        await container.CreateItemAsync(new SalesOrder(Guid.NewGuid().ToString(), number)); //! IDEM302
    }
}

//// An HTTP function that creates, and one that reads
//// enthuzest/AsyncRequestReply Functions/AsyncProcessingBackgroundWorker.cs
public class Ticket { public int Id { get; set; } public string Text { get; set; } = ""; }
public class TicketDb : DbContext { public DbSet<Ticket> Tickets => Set<Ticket>(); }
public class TicketFunctions(TicketDb db)
{
    [Microsoft.Azure.Functions.Worker.Function("create")]
    public async Task<Ticket> Create([Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Function, "post", Route = "tickets")] Ticket ticket)
    {
        db.Tickets.Add(ticket); //! IDEM302
        await db.SaveChangesAsync();
        return ticket;
    }

    [Microsoft.Azure.Functions.Worker.Function("get")]
    public Task<List<Ticket>> List([Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Function, "get", Route = "tickets")] string query) =>
        db.Tickets.Where(t => t.Text.Contains(query)).ToListAsync();
}

//// A timer that posts to a chat and counts a page's views
//// flcdrg/funky-functions src/net60outofprocess/ServiceBusQueueTrigger.cs
public class Daily(HttpClient http, StackExchange.Redis.IDatabase redis)
{
    [Microsoft.Azure.Functions.Worker.Function("daily")]
    public async Task Run([Microsoft.Azure.Functions.Worker.TimerTrigger("0 0 6 * * *")] Microsoft.Azure.Functions.Worker.TimerInfo timer)
    {
        var forecast = await http.GetFromJsonAsync<string>("forecast");
        await redis.StringIncrementAsync("views:daily");
        await http.PostAsJsonAsync("chat/messages", new { text = forecast }); //! IDEM304
    }
}

//// A storage queue behind a trigger, one call away
//// Particular/docs.particular.net samples/previews/azure-functions/storage-queues/ASQFunctions_0.1/AzureFunctions.ASQTrigger/AzureStorageQueueTriggerFunction.cs
public interface INotifier { Task NotifyAsync(string text); }
public class QueueNotifier(Azure.Storage.Queues.QueueClient queue) : INotifier { public Task NotifyAsync(string text) => queue.SendMessageAsync(text); }
public class NotifyFunction(INotifier notifier)
{
    [Microsoft.Azure.WebJobs.FunctionName("notify")]
    public async Task Run([Microsoft.Azure.WebJobs.QueueTrigger("orders")] string order)
    {
        await notifier.NotifyAsync("order " + order); //! IDEM402
    }
}

//// Lambda: only logged
//// rogond/m2m-architecture lambda_src/Function1/FunctionHandler.cs
public class FunctionHandler
{
    public async Task Handle(SQSEvent sqsEvent, ILambdaContext context)
    {
        foreach (var record in sqsEvent.Records)
        {
            context.Logger.LogLine($"[Lambda] Message 1: {record.Body}");
        }

        await Task.CompletedTask;
    }
}

//// Lambda: DynamoDB under the message's id and under a new one
//// shendongnian/code code9/1613346-45293734-0.cs
public class StoredEvent { [DynamoDBHashKey] public string Id { get; set; } = ""; public string Body { get; set; } = ""; }
public class Function(IDynamoDBContext db)
{
    public async Task FunctionHandler(SNSEvent evnt, ILambdaContext context)
    {
        foreach (var record in evnt.Records)
        {
            await db.SaveAsync(new StoredEvent { Id = record.Sns.MessageId, Body = record.Sns.Message });
            await db.SaveAsync(new StoredEvent { Id = Guid.NewGuid().ToString(), Body = record.Sns.Message }); //! IDEM302
        }
    }
}

//// Lambda: DynamoDB counts
//// aws/aws-toolkit-vscode jetbrains-rider/testData/software/aws/toolkits/jetbrains/services/lambda/dotnet/LambdaGutterMarkHighlightingTest/testParameters_SingleParameterAmazonEvent_Detected_DynamoDBEvents/source/Function.cs
public class Function(IAmazonDynamoDB db)
{
    public async Task FunctionHandler(SQSEvent evnt)
    {
        foreach (var record in evnt.Records)
        {
            var key = new Dictionary<string, AttributeValue> { ["id"] = new() { S = record.Body } };
            await db.PutItemAsync(new PutItemRequest { TableName = "seen", Item = key });
            await db.UpdateItemAsync(new UpdateItemRequest { TableName = "accounts", Key = key, UpdateExpression = "SET note = :note" });
            await db.UpdateItemAsync(new UpdateItemRequest { TableName = "accounts", Key = key, UpdateExpression = "SET balance = balance + :amount" }); //! IDEM301
            await db.UpdateItemAsync(new UpdateItemRequest { TableName = "accounts", Key = key, UpdateExpression = "ADD balance :amount" }); //! IDEM301
            await db.UpdateItemAsync(new UpdateItemRequest { TableName = "accounts", Key = key, UpdateExpression = "ADD balance :amount", ConditionExpression = "attribute_not_exists(paid)" });
        }
    }
}

//// Lambda behind a gateway
//// smiron/JPMC.OrderManagement src/JPMC.OrderManagement.Lambda/Program.cs
public class OrderItem { public string Id { get; set; } = Guid.NewGuid().ToString(); public string Body { get; set; } = ""; }
public class Function(IDynamoDBContext db, Amazon.SimpleNotificationService.IAmazonSimpleNotificationService sns)
{
    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var order = new OrderItem { Body = request.Body };
        await db.SaveAsync(order); //! IDEM302
        await sns.PublishAsync("arn:orders", request.Body); //! IDEM305
        return new APIGatewayProxyResponse { StatusCode = 201, Body = order.Id };
    }
}
