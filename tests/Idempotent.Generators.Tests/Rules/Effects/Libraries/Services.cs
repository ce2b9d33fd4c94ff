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
    public static class AsyncRetrySyntax { public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => null!; public static Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder policyBuilder, int retryCount) => null!; }
    public sealed class ResiliencePipeline { public ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> callback, CancellationToken cancellationToken = default) => default; public ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> callback, CancellationToken cancellationToken = default) => default; }
    public sealed class ResiliencePipelineBuilder { public ResiliencePipeline Build() => null!; }
    public static class RetryResiliencePipelineBuilderExtensions { public static ResiliencePipelineBuilder AddRetry(this ResiliencePipelineBuilder builder, Retry.RetryStrategyOptions options) => builder; public static ResiliencePipelineBuilder AddTimeout(this ResiliencePipelineBuilder builder, TimeSpan timeout) => builder; }
}
namespace Polly.Retry { public class AsyncRetryPolicy : AsyncPolicy { } public class RetryStrategyOptions { public int MaxRetryAttempts { get; set; } } }
namespace Polly.Timeout { public class AsyncTimeoutPolicy : AsyncPolicy { } }
