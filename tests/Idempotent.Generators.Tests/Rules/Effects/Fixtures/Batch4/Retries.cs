using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

//// A policy for answers, kept in a field, around a POST and around a GET
//// shendongnian/code code11/1943659-58867055-0.cs
public class OrdersApi(HttpClient http)
{
    private static readonly IAsyncPolicy<HttpResponseMessage> s_retry = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(3, attempt)));

    public async Task Place(string order)
    {
        await s_retry.ExecuteAsync(() => http.GetAsync("orders"));
        await s_retry.ExecuteAsync(() => http.PostAsJsonAsync("orders", new { order })); //! IDEM401
        await s_retry.ExecuteAsync(() => http.PutAsJsonAsync("orders/1", new { order }));
    }
}

//// A breaker around a POST
//// shendongnian/code code10/1770551-51715279-0.cs
public class OrdersApi(HttpClient http)
{
    private static readonly IAsyncPolicy<HttpResponseMessage> s_breaker = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));

    public Task Place(string order) => s_breaker.ExecuteAsync(() => http.PostAsJsonAsync("orders", new { order }));
}

//// A policy made by a method
//// shendongnian/code code10/1770551-51715279-0.cs
public class Invoices(HttpClient http)
{
    private static IAsyncPolicy<HttpResponseMessage> GetRetryPolicy() => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(6, attempt => TimeSpan.FromSeconds(attempt));

    public async Task Send(string invoice)
    {
        var response = await GetRetryPolicy().ExecuteAsync(async () =>
        {
            var content = JsonContent.Create(new { invoice });
            return await http.PostAsync("invoices", content); //! IDEM401
        });
        response.EnsureSuccessStatusCode();
    }
}

//// A policy around a request that carries a key
//// shendongnian/code code10/1770551-51715279-0.cs
public class Invoices(HttpClient http)
{
    public async Task Send(string number)
    {
        var policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, i => TimeSpan.FromSeconds(i));
        await policy.ExecuteAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "invoices") { Content = JsonContent.Create(new { number }) };
            request.Headers.Add("Idempotency-Key", number);
            await http.SendAsync(request);
        });
    }
}

//// A handler that repeats whatever passes through it
//// shendongnian/code code5/787184-35183487-8.cs
public class HttpRetryMessageHandler(HttpClientHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(attempt)).ExecuteAsync(() => base.SendAsync(request, cancellationToken));
}

//// A pipeline by name around a charge
//// bpallan/RetryAndCircuitBreakerTestSolution PollyHelpers/PollyRetryExample.cs
public class Billing(Polly.Registry.ResiliencePipelineProvider<string> pipelines, Stripe.PaymentIntentService intents)
{
    public async Task Bill(string customer, long amount, CancellationToken cancellationToken)
    {
        var pipeline = pipelines.GetPipeline("default-retry");
        await pipeline.ExecuteAsync(async token => await intents.CreateAsync(new Stripe.PaymentIntentCreateOptions { Customer = customer, Amount = amount }, null, token), cancellationToken); //! IDEM401
        await pipeline.ExecuteAsync(async token => await intents.GetAsync("pi", null, null, token), cancellationToken);
    }
}

//// A retry around nothing that matters
//// guoicq/PollyTest PollyTest/PollyTest/RetryCase1.cs
public class RetryCase
{
    public async Task Run()
    {
        var n = 0;
        await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(async () =>
        {
            Console.WriteLine(n++);
            await Task.Delay(1000);
        });
    }
}

//// A helper of the project that repeats what it is given
//// bpallan/RetryAndCircuitBreakerTestSolution PollyHelpers/PollyRetryExample.cs
public static class PollyRetry
{
    public static async Task ExecuteAsync(int retries, TimeSpan delay, Func<Task> action)
    {
        var policy = Policy.Handle<Exception>().WaitAndRetryAsync(retries, i => delay);
        await policy.ExecuteAsync(async () => { await action(); });
    }
}
public class Uploader(HttpClient http)
{
    public async Task Upload(string name)
    {
        await PollyRetry.ExecuteAsync(3, TimeSpan.FromSeconds(1), async () => await http.PostAsJsonAsync("files", new { name })); //! IDEM401
        await PollyRetry.ExecuteAsync(3, TimeSpan.FromSeconds(1), async () => await http.GetAsync("files"));
    }
}

//// A helper of the project with a loop of its own
//// holometeamgit/App_v3_SXSW Assets/HoloMeApp/Scripts/Helper/RetryAsyncHelper.cs
public static class RetryAsyncHelper
{
    public static async Task RetryOnExceptionAsync(Func<Task> operation, int times = 3)
    {
        var attempts = -1;
        do
        {
            try
            {
                attempts++;
                await operation();
                break;
            }
            catch (Exception)
            {
                if (attempts == times - 1)
                {
                    throw;
                }

                await Task.Delay(attempts * 1000);
            }
        }
        while (true);
    }
}
public class Follower(HttpClient http)
{
    public Task Follow(string user) => RetryAsyncHelper.RetryOnExceptionAsync(() => http.PostAsJsonAsync("follows", new { user })); //! IDEM401
}

//// The loop by hand: do and while
//// Jaxelr/linqpad-snippets Retry.linq
public class Publisher(RabbitMQ.Client.IChannel channel)
{
    public async Task Publish(ReadOnlyMemory<byte> body)
    {
        var retries = 0;
        do
        {
            try
            {
                retries++;
                await channel.BasicPublishAsync("shop", "sold", false, new RabbitMQ.Client.BasicProperties(), body); //! IDEM401
                break;
            }
            catch (TimeoutException)
            {
                if (retries >= 3)
                {
                    throw;
                }
            }
        }
        while (true);
    }
}

//// The loop by hand: a filter counts
//// Jaxelr/linqpad-snippets Retry.linq
public class Account { public int Id { get; set; } public decimal Balance { get; set; } public string Name { get; set; } = ""; }
public class BankDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); }
public class Bank(System.Data.IDbConnection db)
{
    public async Task Credit(int id, decimal amount)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE accounts SET balance = balance + @amount WHERE id = @id", new { id, amount }); //! IDEM401
                await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE accounts SET name = @name WHERE id = @id", new { id, name = "a" });
                return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                await Task.Delay(100 * attempt);
            }
        }
    }
}

//// The loop by hand: goto
//// MariaMam/Microservices-System-Constructor APIGateway/ServiceClasses/RetryWithExponentialBackoff.cs
public class Gateway(HttpClient http)
{
    public async Task Place(string order)
    {
        var delay = 200;
        retry:
        try
        {
            await http.PostAsJsonAsync("orders", new { order }); //! IDEM401
        }
        catch (HttpRequestException)
        {
            await Task.Delay(delay *= 2);
            goto retry;
        }
    }
}

//// A loop that waits until the service is there, and then posts once
//// MariaMam/Microservices-System-Constructor APIGateway/ServiceClasses/RetryWithExponentialBackoff.cs
public class Gateway(HttpClient http)
{
    public async Task Place(string order)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                await http.GetAsync("health");
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        await http.PostAsJsonAsync("orders", new { order });
    }
}

//// A client whose every request is repeated by the standard handler
//// kolan72/PoliNorError.Extensions.Http src/docs/NuGet.md
public class CatsClient(HttpClient http)
{
    public Task<string> Get() => http.GetStringAsync("cats");
    public Task Adopt(string name) => http.PostAsJsonAsync("adoptions", new { name }); //! IDEM401
}
public static class Startup { public static void Configure(IServiceCollection services) => services.AddHttpClient<CatsClient>().AddStandardResilienceHandler(); }

//// The same client, whose unsafe requests are left out
//// kolan72/PoliNorError.Extensions.Http src/docs/NuGet.md
public class CatsClient(HttpClient http)
{
    public Task<string> Get() => http.GetStringAsync("cats");
    public Task Adopt(string name) => http.PostAsJsonAsync("adoptions", new { name });
}
public static class Startup { public static void Configure(IServiceCollection services) => services.AddHttpClient<CatsClient>().AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()); }

//// A client behind an interface with a policy of its own
//// kotharib/Polly TryPolly/TryPolly/HttpPolicyBuilders.cs
public interface IPayments { Task Pay(long amount); Task<string> Find(string id); }
public class Payments(HttpClient http) : IPayments
{
    public async Task Pay(long amount)
    {
        var response = await http.PostAsJsonAsync("payments", new { amount }); //! IDEM401
        response.EnsureSuccessStatusCode();
    }

    public Task<string> Find(string id) => http.GetStringAsync("payments/" + id);
}
public static class Startup
{
    public static void Configure(IServiceCollection services) => services.AddHttpClient<IPayments, Payments>(client => client.BaseAddress = new Uri("https://pay"))
        .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(attempt)));
}

//// A client that sends a key with whatever it posts
//// kotharib/Polly TryPolly/TryPolly/HttpPolicyBuilders.cs
public class Payments(HttpClient http)
{
    public Task Pay(string order, long amount)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "payments") { Content = JsonContent.Create(new { amount }) };
        request.Headers.Add("Idempotency-Key", order);
        return http.SendAsync(request);
    }
}
public static class Startup { public static void Configure(IServiceCollection services) => services.AddHttpClient<Payments>().AddPolicyHandler(Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, i => TimeSpan.FromSeconds(i))); }

//// A strategy that repeats a transaction, and one that repeats a request with it
//// kurnakovv/DevOpsDotnet WebAPI/Services/EFCoreTestService.cs
public class Order { public Guid Id { get; set; } public string Code { get; set; } = ""; }
public class OrderDb : DbContext { public DbSet<Order> Orders => Set<Order>(); }
public class Orders(OrderDb db, HttpClient http)
{
    public async Task Place(Guid id, string code)
    {
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(new Order { Id = id, Code = code });
            await db.SaveChangesAsync();
        });
        var strategy = db.Database.CreateExecutionStrategy();
        await strategy.ExecuteAsync(async () =>
        {
            await db.SaveChangesAsync();
            await http.PostAsJsonAsync("shipments", new { code }); //! IDEM401
        });
    }
}
