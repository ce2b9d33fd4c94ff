using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Flurl.Http;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using RestSharp;

//// A client that NSwag made
//// chen2905/BookStores_Blazer_App BookStoresClient.cs
public record Author(int Id, string Name);
public partial class BookStoresClient(HttpClient httpClient)
{
    private readonly HttpClient _httpClient = httpClient;

    public virtual Task<ICollection<Author>> AuthorsAllAsync() => AuthorsAllAsync(CancellationToken.None);

    public virtual async Task<ICollection<Author>> AuthorsAllAsync(CancellationToken cancellationToken)
    {
        using (var request_ = new HttpRequestMessage())
        {
            request_.Method = new HttpMethod("GET");
            request_.RequestUri = new Uri("api/Authors", UriKind.RelativeOrAbsolute);
            var response_ = await _httpClient.SendAsync(request_, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (await response_.Content.ReadFromJsonAsync<List<Author>>(cancellationToken))!;
        }
    }

    public virtual Task AuthorsPOSTAsync(Author body) => AuthorsPOSTAsync(body, CancellationToken.None);

    public virtual async Task AuthorsPOSTAsync(Author body, CancellationToken cancellationToken)
    {
        using (var request_ = new HttpRequestMessage())
        {
            request_.Content = JsonContent.Create(body);
            request_.Method = new HttpMethod("POST");
            request_.RequestUri = new Uri("api/Authors", UriKind.RelativeOrAbsolute);
            await _httpClient.SendAsync(request_, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
    }
}
public record Discovered(string Name);
public class DiscoveredConsumer(BookStoresClient client) : IConsumer<Discovered>
{
    public async Task Consume(ConsumeContext<Discovered> context)
    {
        var all = await client.AuthorsAllAsync();
        await client.AuthorsPOSTAsync(new Author(all.Count, context.Message.Name)); //! IDEM402
    }
}

//// A client that Kiota made
//// xumzheng/microsoft-graph-docs api-reference/v1.0/includes/snippets/csharp/user-sendmail-csharp-snippets.md
public class SendMailPostRequestBody { public string? Subject { get; set; } }
public class SendMailRequestBuilder : Microsoft.Kiota.Abstractions.BaseRequestBuilder { public Task PostAsync(SendMailPostRequestBody body, Action<Microsoft.Kiota.Abstractions.RequestConfiguration>? requestConfiguration = default, CancellationToken cancellationToken = default) => Task.CompletedTask; }
public class MessagesRequestBuilder : Microsoft.Kiota.Abstractions.BaseRequestBuilder { public Task<string> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(""); public Task DeleteAsync(CancellationToken cancellationToken = default) => Task.CompletedTask; }
public class MeRequestBuilder { public SendMailRequestBuilder SendMail { get; } = new(); public MessagesRequestBuilder Messages { get; } = new(); }
public class GraphServiceClient { public MeRequestBuilder Me { get; } = new(); }
public record Invited(string Id, string Subject);
public class InvitedConsumer(GraphServiceClient graph) : IConsumer<Invited>
{
    public async Task Consume(ConsumeContext<Invited> context)
    {
        var body = new SendMailPostRequestBody { Subject = context.Message.Subject };
        await graph.Me.Messages.GetAsync();
        await graph.Me.Messages.DeleteAsync();
        await graph.Me.SendMail.PostAsync(body); //! IDEM304
    }
}

//// A client that Kiota made, with a key among its headers
//// microsoftgraph/microsoft-graph-docs-contrib api-reference/beta/includes/snippets/csharp/user-sendmail-csharp-snippets.md
public class SendMailPostRequestBody { public string? Subject { get; set; } }
public class SendMailRequestBuilder : Microsoft.Kiota.Abstractions.BaseRequestBuilder { public Task PostAsync(SendMailPostRequestBody body, Action<Microsoft.Kiota.Abstractions.RequestConfiguration>? requestConfiguration = default, CancellationToken cancellationToken = default) => Task.CompletedTask; }
public record Invited(string Id, string Subject);
public class InvitedConsumer(SendMailRequestBuilder sendMail) : IConsumer<Invited>
{
    public Task Consume(ConsumeContext<Invited> context) =>
        sendMail.PostAsync(new SendMailPostRequestBody { Subject = context.Message.Subject }, config => config.Headers.Add("client-request-id", context.Message.Id));
}

//// RestSharp: the verb is an argument
//// TURKEY-SMS/api send_sms/POST/turkeysms_api_v3.cs
public record CodeAsked(string Phone, string Text);
public class CodeAskedConsumer : IConsumer<CodeAsked>
{
    public async Task Consume(ConsumeContext<CodeAsked> context)
    {
        var client = new RestClient("https://www.turkeysms.com.tr");
        var request = new RestRequest("api/v3/gonder/add-content", Method.Post);
        request.AddHeader("Content-Type", "application/json");
        request.AddJsonBody(new { text = context.Message.Text, sentto = context.Message.Phone });
        var response = await client.ExecuteAsync(request); //! IDEM304
        var status = new RestRequest("api/v3/status");
        Console.WriteLine(response.Content + (await client.ExecuteAsync(status)).Content);
    }
}

//// RestSharp: the verb is in the name, and the key in a header
//// Kong/httpsnippet src/targets/csharp/restsharp/fixtures/text-plain.cs
public record Shipped(string Id);
public class ShippedConsumer(IRestClient client) : IConsumer<Shipped>
{
    public async Task Consume(ConsumeContext<Shipped> context)
    {
        await client.GetAsync(new RestRequest("parcels"));
        await client.PostAsync(new RestRequest("parcels").AddJsonBody(new { context.Message.Id }).AddHeader("Idempotency-Key", context.Message.Id));
    }
}

//// RestSharp: a client of a vendor behind its interface
//// infopluscommerce/infoplus-csharp-client src/main/csharp/Infoplus/Api/OrderApi.cs
public record Order(string Number);
public interface IOrderApi { Task AddOrder(Order body); Task DeleteOrder(double id); }
public class OrderApi(IRestClient client) : IOrderApi
{
    public async Task AddOrder(Order body)
    {
        var request = new RestRequest("order", Method.Post);
        request.AddJsonBody(body);
        await client.ExecuteAsync(request);
    }

    public Task DeleteOrder(double id) => client.ExecuteAsync(new RestRequest($"order/{id}", Method.Delete));
}
public class CheckoutController(IOrderApi orders) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Post(string number)
    {
        await orders.DeleteOrder(1);
        await orders.AddOrder(new Order(number)); //! IDEM402
        return Ok();
    }
}

//// RestEase: a contract of attributes
//// FabioDeR/BlazorDemo2 RecipeBook.Service/Services/RecipeBookDataService.cs
public record Order(string Number);
public interface IOrderApiClient
{
    [RestEase.Get("orders")] Task<List<Order>> GetOrdersAsync();
    [RestEase.Post("orders")] Task<Order> CreateOrderAsync([RestEase.Body] Order order);
    [RestEase.Post("orders")] Task<Order> CreateOrderAsync([RestEase.Body] Order order, [RestEase.Header("Idempotency-Key")] string key);
    [RestEase.Put("orders/1")] Task UpdateOrderAsync([RestEase.Body] Order order);
}
public record Ordered(string Number);
public class OrderedConsumer(IOrderApiClient client) : IConsumer<Ordered>
{
    public async Task Consume(ConsumeContext<Ordered> context)
    {
        var order = new Order(context.Message.Number);
        await client.GetOrdersAsync();
        await client.UpdateOrderAsync(order);
        await client.CreateOrderAsync(order, context.Message.Number);
        await client.CreateOrderAsync(order); //! IDEM304
    }
}

//// Flurl: on a text, and on a request with a header
//// Kong/httpsnippet src/targets/csharp/restsharp/fixtures/postdata-malformed.cs
public record Paid(string Id, decimal Amount);
public class PaidConsumer : IConsumer<Paid>
{
    public async Task Consume(ConsumeContext<Paid> context)
    {
        await "https://erp/payments".GetJsonAsync<string>();
        await "https://erp/payments".PostJsonAsync(new { context.Message.Amount }); //! IDEM304
    }
}

//// Flurl: with a key
//// Kong/httpsnippet src/targets/csharp/restsharp/fixtures/postdata-malformed.cs
public record Paid(string Id, decimal Amount);
public class PaidConsumer : IConsumer<Paid>
{
    public Task Consume(ConsumeContext<Paid> context) => "https://erp/payments".WithHeader("X-Request-Id", context.Message.Id).PostJsonAsync(new { context.Message.Amount });
}

//// HttpClient: content as a form, and a bare request whose verb comes later
//// jmk22/TwilioConsoleRestSharpCore src/TwilioConsole/Program.cs
public record Reminded(string To, string Body);
public class RemindedConsumer(HttpClient http) : IConsumer<Reminded>
{
    public async Task Consume(ConsumeContext<Reminded> context)
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["To"] = context.Message.To, ["Body"] = context.Message.Body });
        await http.PostAsync("2010-04-01/Accounts/1/Messages.json", form); //! IDEM304
        var request = new HttpRequestMessage { RequestUri = new Uri("https://sms/messages"), Method = HttpMethod.Post };
        await http.SendAsync(request); //! IDEM304
        var read = new HttpRequestMessage { RequestUri = new Uri("https://sms/messages"), Method = HttpMethod.Get };
        await http.SendAsync(read);
    }
}

//// HttpClient: made by a factory
//// Goaani/WPF-ASP.NET-Core-ApiClient DemoClient/ClientDemo.cs
public interface IHttpClientFactory { HttpClient CreateClient(string name); }
public record Greeted(string Text);
public class GreetedConsumer(IHttpClientFactory factory) : IConsumer<Greeted>
{
    public async Task Consume(ConsumeContext<Greeted> context)
    {
        using var client = factory.CreateClient("greetings");
        using var response = await client.PostAsJsonAsync("greetings", context.Message); //! IDEM304
        response.EnsureSuccessStatusCode();
        using var checkedText = await client.PostAsJsonAsync("greetings/validate", context.Message);
    }
}
