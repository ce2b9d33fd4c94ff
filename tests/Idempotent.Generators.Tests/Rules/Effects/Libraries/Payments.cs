// The public shape of payment libraries, as far as the fixtures use it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Stripe
{
    public class Event { public string Id { get; set; } = ""; public string Type { get; set; } = ""; public EventData Data { get; set; } = new(); }
    public class EventData { public object? Object { get; set; } }
    public static class EventUtility { public static Event ConstructEvent(string json, string stripeSignatureHeader, string secret) => new(); }
    public class PaymentIntentCaptureOptions { public long? AmountToCapture { get; set; } }
    public class TransferCreateOptions { public long? Amount { get; set; } public string? Destination { get; set; } }
    public class TransferService { public virtual Task<object> CreateAsync(TransferCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
    public class Subscription { public string Id { get; set; } = ""; public string Status { get; set; } = ""; }
    public class SubscriptionCreateOptions { public string? Customer { get; set; } }
    public class SubscriptionCancelOptions { }
    public class SubscriptionService
    {
        public virtual Task<Subscription> CreateAsync(SubscriptionCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Subscription> GetAsync(string id, object? options = null, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Subscription> CancelAsync(string id, SubscriptionCancelOptions? options = null, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!;
    }
    public class InvoiceItemCreateOptions { public string? Customer { get; set; } public long? Amount { get; set; } }
    public class InvoiceItemService { public virtual Task<object> CreateAsync(InvoiceItemCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
    public class CustomerBalanceTransactionCreateOptions { public long? Amount { get; set; } public string? Currency { get; set; } }
    public class CustomerBalanceTransactionService { public virtual Task<object> CreateAsync(string parentId, CustomerBalanceTransactionCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!; }
}

namespace Stripe.Checkout
{
    public class Session { public string Id { get; set; } = ""; public string Url { get; set; } = ""; public string PaymentStatus { get; set; } = ""; public Dictionary<string, string> Metadata { get; set; } = []; }
    public class SessionCreateOptions { public string? Mode { get; set; } public string? SuccessUrl { get; set; } public Dictionary<string, string>? Metadata { get; set; } }
    public class SessionService
    {
        public virtual Session Create(SessionCreateOptions options, RequestOptions? requestOptions = null) => null!;
        public virtual Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Session> GetAsync(string id, object? options = null, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => null!;
    }
}

namespace Adyen { public class Client { } }
namespace Adyen.Model { public class RequestOptions { public string? IdempotencyKey { get; set; } public Dictionary<string, string>? AdditionalServiceHeaders { get; set; } } }
namespace Adyen.Model.Checkout
{
    public class Amount { public Amount(string? currency = null, long? value = null) { } }
    public class PaymentRequest { public Amount? Amount { get; set; } public string? Reference { get; set; } public string? MerchantAccount { get; set; } public string? ReturnUrl { get; set; } }
    public class PaymentResponse { public string PspReference { get; set; } = ""; }
    public class PaymentDetailsRequest { public string? PaymentData { get; set; } }
    public class PaymentCaptureRequest { public Amount? Amount { get; set; } public string? MerchantAccount { get; set; } }
    public class PaymentRefundRequest { public Amount? Amount { get; set; } public string? MerchantAccount { get; set; } public string? Reference { get; set; } }
}
namespace Adyen.Service.Checkout
{
    using Adyen.Model;
    using Adyen.Model.Checkout;

    public interface IPaymentsService
    {
        PaymentResponse Payments(PaymentRequest? paymentRequest = default, RequestOptions? requestOptions = default);
        Task<PaymentResponse> PaymentsAsync(PaymentRequest? paymentRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default);
        Task<PaymentResponse> PaymentsDetailsAsync(PaymentDetailsRequest? paymentDetailsRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default);
    }
    public class PaymentsService(Client client) : IPaymentsService
    {
        public Client Client => client;
        public PaymentResponse Payments(PaymentRequest? paymentRequest = default, RequestOptions? requestOptions = default) => null!;
        public Task<PaymentResponse> PaymentsAsync(PaymentRequest? paymentRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default) => null!;
        public Task<PaymentResponse> PaymentsDetailsAsync(PaymentDetailsRequest? paymentDetailsRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default) => null!;
    }
    public interface IModificationsService
    {
        Task<object> CaptureAuthorisedPaymentAsync(string paymentPspReference, PaymentCaptureRequest? paymentCaptureRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default);
        Task<object> RefundCapturedPaymentAsync(string paymentPspReference, PaymentRefundRequest? paymentRefundRequest = default, RequestOptions? requestOptions = default, CancellationToken cancellationToken = default);
    }
}

namespace PayPalHttp
{
    public class HttpRequest { public System.Net.Http.Headers.HttpRequestHeaders Headers => null!; }
    public class HttpResponse { public T Result<T>() => default!; }
    public class HttpClient { public virtual Task<HttpResponse> Execute<T>(T req) where T : HttpRequest => null!; }
}
namespace PayPalCheckoutSdk.Core { public class PayPalHttpClient : PayPalHttp.HttpClient { } }
namespace PayPalCheckoutSdk.Orders
{
    public class Order { public string Id { get; set; } = ""; public string Status { get; set; } = ""; }
    public class OrderRequest { public string? CheckoutPaymentIntent { get; set; } public List<string>? PurchaseUnits { get; set; } }
    public class OrderActionRequest { }
    public class OrdersCreateRequest : PayPalHttp.HttpRequest { public OrdersCreateRequest Prefer(string prefer) => this; public OrdersCreateRequest RequestBody(OrderRequest order) => this; }
    public class OrdersCaptureRequest : PayPalHttp.HttpRequest { public OrdersCaptureRequest(string orderId) { } public OrdersCaptureRequest Prefer(string prefer) => this; public OrdersCaptureRequest RequestBody(OrderActionRequest request) => this; }
    public class OrdersGetRequest : PayPalHttp.HttpRequest { public OrdersGetRequest(string orderId) { } }
}
namespace PayPalCheckoutSdk.Payments
{
    public class RefundRequest { public string? NoteToPayer { get; set; } public string? Amount { get; set; } }
    public class CapturesRefundRequest : PayPalHttp.HttpRequest { public CapturesRefundRequest(string captureId) { } public CapturesRefundRequest PayPalRequestId(string payPalRequestId) => this; public CapturesRefundRequest RequestBody(RefundRequest refund) => this; }
}
namespace PaypalServerSdk.Standard.Models
{
    public class OrderRequest { public string? Intent { get; set; } }
    public class CreateOrderInput { public OrderRequest? Body { get; set; } public string? PaypalRequestId { get; set; } public string? Prefer { get; set; } }
    public class Order { public string Id { get; set; } = ""; }
    public class RefundCapturedPaymentInput { public string CaptureId { get; set; } = ""; public string? PaypalRequestId { get; set; } }
}
namespace PaypalServerSdk.Standard.Controllers
{
    using PaypalServerSdk.Standard.Models;

    public class OrdersController { public Task<Order> CreateOrderAsync(CreateOrderInput input, CancellationToken cancellationToken = default) => null!; }
    public class PaymentsController { public Task<object> RefundCapturedPaymentAsync(RefundCapturedPaymentInput input, CancellationToken cancellationToken = default) => null!; }
}

namespace Square.Models
{
    public class Money { public Money(long? amount = null, string? currency = null) { } }
    public class CreatePaymentRequest
    {
        public CreatePaymentRequest(string sourceId, string idempotencyKey, Money amountMoney, string? note = null) { }
        public class Builder { public Builder(string sourceId, string idempotencyKey, Money amountMoney) { } public Builder Note(string note) => this; public CreatePaymentRequest Build() => null!; }
    }
    public class RefundPaymentRequest { public RefundPaymentRequest(string idempotencyKey, Money amountMoney, string paymentId) { } }
}
namespace Square.Apis
{
    using Square.Models;

    public interface IPaymentsApi { object CreatePayment(CreatePaymentRequest body); Task<object> CreatePaymentAsync(CreatePaymentRequest body, CancellationToken cancellationToken = default); Task<object> CompletePaymentAsync(string paymentId, object body, CancellationToken cancellationToken = default); }
    public interface IRefundsApi { Task<object> RefundPaymentAsync(RefundPaymentRequest body, CancellationToken cancellationToken = default); }
}
namespace Square { public interface ISquareClient { Apis.IPaymentsApi PaymentsApi { get; } Apis.IRefundsApi RefundsApi { get; } } }

namespace Mollie.Api.Models.Payment.Request { public class PaymentRequest { public string? Amount { get; set; } public string? Description { get; set; } public string? RedirectUrl { get; set; } public string? WebhookUrl { get; set; } public string? Metadata { get; set; } } }
namespace Mollie.Api.Models.Payment.Response { public class PaymentResponse { public string Id { get; set; } = ""; public string Status { get; set; } = ""; } }
namespace Mollie.Api.Client.Abstract
{
    using Mollie.Api.Models.Payment.Request;
    using Mollie.Api.Models.Payment.Response;

    public interface IBaseMollieClient : IDisposable { IDisposable WithIdempotencyKey(string value); }
    public interface IPaymentClient : IBaseMollieClient
    {
        Task<PaymentResponse> CreatePaymentAsync(PaymentRequest paymentRequest, bool includeQrCode = false, CancellationToken cancellationToken = default);
        Task<PaymentResponse> GetPaymentAsync(string paymentId, bool testmode = false, CancellationToken cancellationToken = default);
    }
    public interface IRefundClient : IBaseMollieClient { Task<object> CreatePaymentRefundAsync(string paymentId, object refundRequest, CancellationToken cancellationToken = default); }
}
