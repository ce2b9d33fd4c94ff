// The public shape of payment, mail and resilience libraries, as far as the fixtures use it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Stripe
{
    public class RequestOptions { public string? IdempotencyKey { get; set; } public string? ApiKey { get; set; } }
    public class StripeException : Exception { }
    public class PaymentIntent { public string Id { get; set; } = ""; public string ClientSecret { get; set; } = ""; }
    public class PaymentIntentCreateOptions { public long? Amount { get; set; } public string? Currency { get; set; } public string? Customer { get; set; } public Dictionary<string, string>? Metadata { get; set; } }
    public class PaymentIntentService { public virtual Task<PaymentIntent> CaptureAsync(string id, PaymentIntentCaptureOptions? options = null, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; public virtual PaymentIntent Create(PaymentIntentCreateOptions options, RequestOptions? requestOptions = null) => null!; public virtual Task<PaymentIntent> CreateAsync(PaymentIntentCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; public virtual Task<PaymentIntent> GetAsync(string id, object? options = null, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
    public class Refund { public string Id { get; set; } = ""; }
    public class RefundCreateOptions { public string? PaymentIntent { get; set; } public long? Amount { get; set; } }
    public class RefundService { public virtual Refund Create(RefundCreateOptions options, RequestOptions? requestOptions = null) => null!; public virtual Task<Refund> CreateAsync(RefundCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
    public class Charge { public string Id { get; set; } = ""; }
    public class ChargeCreateOptions { public long? Amount { get; set; } public string? Source { get; set; } }
    public class ChargeService { public virtual Charge Create(ChargeCreateOptions options, RequestOptions? requestOptions = null) => null!; public virtual Task<Charge> CreateAsync(ChargeCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
    public class Customer { public string Id { get; set; } = ""; }
    public class CustomerCreateOptions { public string? Email { get; set; } }
    public class CustomerService { public virtual Task<Customer> CreateAsync(CustomerCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
}

namespace Braintree
{
    public class TransactionRequest { public decimal Amount { get; set; } public string? OrderId { get; set; } public string? PaymentMethodNonce { get; set; } public TransactionOptionsRequest? Options { get; set; } }
    public interface ITransactionGateway { object Sale(TransactionRequest request); Task<object> SaleAsync(TransactionRequest request); object Refund(string id, decimal amount); object SubmitForSettlement(string id); object Find(string id); }
    public class TransactionOptionsRequest { public bool? SubmitForSettlement { get; set; } }
    public interface IBraintreeGateway { ITransactionGateway Transaction { get; } }
    public class BraintreeGateway : IBraintreeGateway { public virtual ITransactionGateway Transaction => null!; }
}

namespace SendGrid { public interface ISendGridClient { Task<object> SendEmailAsync(Helpers.Mail.SendGridMessage msg, CancellationToken cancellationToken = default); } }
namespace SendGrid.Helpers.Mail { public class SendGridMessage { public string? Subject { get; set; } public void AddTo(string email) { } public void AddHeader(string key, string value) { } } }
namespace MimeKit { public class MimeMessage { public string MessageId { get; set; } = ""; public string? Subject { get; set; } } }
namespace MailKit { public interface IMailTransport { Task<string> SendAsync(MimeKit.MimeMessage message, CancellationToken cancellationToken = default); } }
namespace MailKit.Net.Smtp { public interface ISmtpClient : IMailTransport { } public class SmtpClient : ISmtpClient, IDisposable { public Task<string> SendAsync(MimeKit.MimeMessage message, CancellationToken cancellationToken = default) => null!; public Task ConnectAsync(string host, int port) => null!; public void Dispose() { } } }

namespace FluentEmail.Core { public interface IFluentEmail { IFluentEmail To(string emailAddress); IFluentEmail Subject(string subject); IFluentEmail Body(string body); Task<object> SendAsync(CancellationToken? token = null); } }

namespace Refit { public sealed class PostAttribute : Attribute { public PostAttribute(string path) { } } public sealed class GetAttribute : Attribute { public GetAttribute(string path) { } } public sealed class BodyAttribute : Attribute { } public sealed class HeaderAttribute : Attribute { public HeaderAttribute(string header) { } } }

namespace Polly
{
    public class PolicyBuilder { }
    public abstract class PolicyBase { }
    public abstract partial class Policy : PolicyBase { public static PolicyBuilder Handle<T>() where T : Exception => null!; public void Execute(Action action) { } public T Execute<T>(Func<T> action) => default!; public static Timeout.AsyncTimeoutPolicy TimeoutAsync(int seconds) => null!; }
    public interface IAsyncPolicy { Task ExecuteAsync(Func<Task> action); Task<T> ExecuteAsync<T>(Func<Task<T>> action); }
    public abstract class AsyncPolicy : PolicyBase, IAsyncPolicy { public Task ExecuteAsync(Func<Task> action) => null!; public Task<T> ExecuteAsync<T>(Func<Task<T>> action) => null!; }
    public static class AsyncRetryForResults { public static Retry.AsyncRetryPolicy<T> WaitAndRetryAsync<T>(this PolicyBuilder<T> policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => null!; public static PolicyBuilder<T> OrResult<T>(this PolicyBuilder policyBuilder, Func<T, bool> resultPredicate) => null!; public static CircuitBreaker.AsyncCircuitBreakerPolicy<T> CircuitBreakerAsync<T>(this PolicyBuilder<T> policyBuilder, int handledEventsAllowedBeforeBreaking, TimeSpan durationOfBreak) => null!; }
    public class PolicyBuilder<T> { }
    public interface IAsyncPolicy<T> { Task<T> ExecuteAsync(Func<Task<T>> action); }
    public abstract class AsyncPolicy<T> : PolicyBase, IAsyncPolicy<T> { public Task<T> ExecuteAsync(Func<Task<T>> action) => null!; public Wrap.AsyncPolicyWrap<T> WrapAsync(IAsyncPolicy<T> inner) => null!; }
    public static class AsyncRetrySyntax { public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => null!; public static Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder policyBuilder, int retryCount) => null!; }
    public sealed class ResiliencePipeline { public ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> callback, CancellationToken cancellationToken = default) => default; public ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> callback, CancellationToken cancellationToken = default) => default; }
    public sealed class ResiliencePipelineBuilder { public ResiliencePipeline Build() => null!; }
    public static class RetryResiliencePipelineBuilderExtensions { public static ResiliencePipelineBuilder AddRetry(this ResiliencePipelineBuilder builder, Retry.RetryStrategyOptions options) => builder; public static ResiliencePipelineBuilder AddTimeout(this ResiliencePipelineBuilder builder, TimeSpan timeout) => builder; }
}
namespace Polly.Wrap { public class AsyncPolicyWrap<T> : AsyncPolicy<T> { } }
namespace Polly.CircuitBreaker { public class AsyncCircuitBreakerPolicy<T> : AsyncPolicy<T> { } }
namespace Polly.Extensions.Http { public static class HttpPolicyExtensions { public static PolicyBuilder<System.Net.Http.HttpResponseMessage> HandleTransientHttpError() => null!; } }
namespace Polly.Registry { public abstract class ResiliencePipelineProvider<TKey> where TKey : notnull { public virtual ResiliencePipeline GetPipeline(TKey key) => null!; } }
namespace Polly.Retry { public class AsyncRetryPolicy<T> : AsyncPolicy<T> { } public class AsyncRetryPolicy : AsyncPolicy { } public class RetryStrategyOptions { public int MaxRetryAttempts { get; set; } } }
namespace Polly.Timeout { public class AsyncTimeoutPolicy : AsyncPolicy { } }

namespace Microsoft.Extensions.DependencyInjection
{
    public interface IServiceCollection { }
    public interface IHttpClientBuilder { }
    public static class HttpClientFactoryServiceCollectionExtensions { public static IHttpClientBuilder AddHttpClient<TClient>(this IServiceCollection services) where TClient : class => null!; public static IHttpClientBuilder AddHttpClient<TClient, TImplementation>(this IServiceCollection services, Action<System.Net.Http.HttpClient>? configureClient = null) where TClient : class where TImplementation : class, TClient => null!; public static IHttpClientBuilder AddHttpClient(this IServiceCollection services, string name) => null!; }
    public static class PollyHttpClientBuilderExtensions { public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, Polly.IAsyncPolicy<System.Net.Http.HttpResponseMessage> policy) => builder; public static IHttpClientBuilder AddTransientHttpErrorPolicy(this IHttpClientBuilder builder, Func<Polly.PolicyBuilder<System.Net.Http.HttpResponseMessage>, Polly.IAsyncPolicy<System.Net.Http.HttpResponseMessage>> configurePolicy) => builder; }
    public static class ResilienceHttpClientBuilderExtensions { public static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder, Action<Microsoft.Extensions.Http.Resilience.HttpStandardResilienceOptions>? configure = null) => builder; public static IHttpClientBuilder AddResilienceHandler(this IHttpClientBuilder builder, string pipelineName, Action<Polly.ResiliencePipelineBuilder> configure) => builder; }
}
namespace Microsoft.Extensions.Http.Resilience
{
    public class HttpRetryStrategyOptions { public int MaxRetryAttempts { get; set; } }
    public class HttpStandardResilienceOptions { public HttpRetryStrategyOptions Retry { get; set; } = new(); }
    public static class HttpRetryStrategyOptionsExtensions { public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) { } public static void DisableFor(this HttpRetryStrategyOptions options, params System.Net.Http.HttpMethod[] methods) { } }
}

namespace Microsoft.Kiota.Abstractions
{
    public class RequestConfiguration { public Dictionary<string, string> Headers { get; } = []; }
    public abstract class BaseRequestBuilder { }
}
namespace RestSharp
{
    public enum Method { Get, Post, Put, Delete }
    public class RestRequest { public RestRequest(string resource, Method method = Method.Get) { } public RestRequest AddJsonBody(object body) => this; public RestRequest AddHeader(string name, string value) => this; }
    public class RestResponse { public string? Content { get; set; } }
    public interface IRestClient { Task<RestResponse> ExecuteAsync(RestRequest request, CancellationToken cancellationToken = default); }
    public class RestClient : IRestClient { public RestClient(string baseUrl) { } public Task<RestResponse> ExecuteAsync(RestRequest request, CancellationToken cancellationToken = default) => null!; }
    public static class RestClientExtensions { public static Task<RestResponse> PostAsync(this IRestClient client, RestRequest request, CancellationToken cancellationToken = default) => null!; public static Task<RestResponse> GetAsync(this IRestClient client, RestRequest request, CancellationToken cancellationToken = default) => null!; }
}
namespace Flurl.Http
{
    public interface IFlurlRequest { }
    public static class GeneratedExtensions { public static Task<object> PostJsonAsync(this string url, object body) => null!; public static Task<object> PostJsonAsync(this IFlurlRequest request, object body) => null!; public static Task<T> GetJsonAsync<T>(this string url) => null!; public static IFlurlRequest WithHeader(this string url, string name, object value) => null!; }
}
namespace RestEase { public sealed class PostAttribute : Attribute { public PostAttribute(string path) { } } public sealed class GetAttribute : Attribute { public GetAttribute(string path) { } } public sealed class PutAttribute : Attribute { public PutAttribute(string path) { } } public sealed class BodyAttribute : Attribute { } public sealed class HeaderAttribute : Attribute { public HeaderAttribute(string name) { } } }
namespace AutoMapper { public interface IMapper { TDestination Map<TDestination>(object source); } }
namespace Serilog.Context { public static class LogContext { public static IDisposable PushProperty(string name, object? value) => null!; } }
