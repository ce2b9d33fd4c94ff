using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

//// A PayPal order is created by a form
//// omeragamy20/Walmart_Website_Project Ecommerce.Presentation.API/Controllers/Payment_PayPalController.cs
[ApiController]
public class PayPalController(PaypalServerSdk.Standard.Controllers.OrdersController orders) : ControllerBase
{
    [HttpPost("api/orders")]
    public async Task<IActionResult> CreateOrder()
    {
        var input = new PaypalServerSdk.Standard.Models.CreateOrderInput { Body = new PaypalServerSdk.Standard.Models.OrderRequest { Intent = "CAPTURE" }, Prefer = "return=minimal" };
        var order = await orders.CreateOrderAsync(input); //! IDEM304
        return Ok(order.Id);
    }
}

//// A PayPal order is created under the cart's request id
//// paypal/PayPal-Dotnet-Server-SDK README.md
[ApiController]
public class PayPalController(PaypalServerSdk.Standard.Controllers.OrdersController orders) : ControllerBase
{
    [HttpPost("api/orders/{cartId}")]
    public async Task<IActionResult> CreateOrder(Guid cartId)
    {
        var input = new PaypalServerSdk.Standard.Models.CreateOrderInput
        {
            Body = new PaypalServerSdk.Standard.Models.OrderRequest { Intent = "CAPTURE" },
            PaypalRequestId = cartId.ToString(),
        };
        return Ok((await orders.CreateOrderAsync(input)).Id);
    }
}

//// PayPal's older client, one call away
//// omar-diaa-48/Movies-Store Demo/Models/CaptureOrderSample.cs
public class PayPalService(PayPalCheckoutSdk.Core.PayPalHttpClient client)
{
    public async Task<string> CreateOrder(double amount)
    {
        var request = new PayPalCheckoutSdk.Orders.OrdersCreateRequest();
        request.Prefer("return=representation");
        request.RequestBody(new PayPalCheckoutSdk.Orders.OrderRequest { CheckoutPaymentIntent = "CAPTURE", PurchaseUnits = [amount.ToString()] });
        var response = await client.Execute(request);
        return response.Result<PayPalCheckoutSdk.Orders.Order>().Id;
    }
}
public class CheckoutController(PayPalService payPal) : Controller
{
    [HttpPost("checkout")]
    public async Task<IActionResult> Checkout(double amount)
    {
        var id = await payPal.CreateOrder(amount); //! IDEM402
        return Ok(id);
    }
}

//// PayPal refuses to capture an order twice
//// omar-diaa-48/Movies-Store Demo/Models/CaptureOrderSample.cs
public class CaptureController(PayPalCheckoutSdk.Core.PayPalHttpClient client) : Controller
{
    [HttpPost("capture")]
    public async Task<IActionResult> Capture(string orderId)
    {
        var request = new PayPalCheckoutSdk.Orders.OrdersCaptureRequest(orderId);
        request.Prefer("return=representation");
        request.RequestBody(new PayPalCheckoutSdk.Orders.OrderActionRequest());
        var response = await client.Execute(request);
        var details = await client.Execute(new PayPalCheckoutSdk.Orders.OrdersGetRequest(orderId));
        return Ok(new { response, details });
    }
}

//// A refund at PayPal without and with a request id
//// aviationexam/Checkout-NET-SDK src/PayPal.Sdk.Checkout/Orders/OrdersCaptureRequest.cs
public record OrderCancelled(Guid OrderId, string CaptureId, string Amount);
public class OrderCancelledConsumer(PayPalCheckoutSdk.Core.PayPalHttpClient client) : MassTransit.IConsumer<OrderCancelled>
{
    public async Task Consume(MassTransit.ConsumeContext<OrderCancelled> context)
    {
        var bare = new PayPalCheckoutSdk.Payments.CapturesRefundRequest(context.Message.CaptureId);
        bare.RequestBody(new PayPalCheckoutSdk.Payments.RefundRequest { Amount = context.Message.Amount });
        await client.Execute(bare); //! IDEM304
        var keyed = new PayPalCheckoutSdk.Payments.CapturesRefundRequest(context.Message.CaptureId);
        keyed.PayPalRequestId($"refund-{context.Message.OrderId}");
        keyed.RequestBody(new PayPalCheckoutSdk.Payments.RefundRequest { Amount = context.Message.Amount });
        await client.Execute(keyed);
    }
}

//// PayPal by a generated client
//// JonDoucette/Paypal-Sandbox-API Program.cs
public class Order { public string intent { get; set; } = ""; public string id { get; set; } = ""; }
public interface IPayPalClient
{
    [Refit.Post("/v2/checkout/orders")] Task<Order> CreateOrder([Refit.Body] Order order);
    [Refit.Post("/v2/checkout/orders")] Task<Order> CreateKeyedOrder([Refit.Body] Order order, [Refit.Header("PayPal-Request-Id")] string requestId);
    [Refit.Get("/v2/checkout/orders/{id}")] Task<Order> GetOrder(string id);
}
public class OrdersController(IPayPalClient client) : ControllerBase
{
    [HttpPost("orders/{cart}")]
    public async Task<IActionResult> Create(string cart)
    {
        var order = new Order { intent = "CAPTURE" };
        var created = await client.CreateOrder(order); //! IDEM304
        var again = await client.CreateKeyedOrder(order, "cart-" + cart);
        return Ok(await client.GetOrder(created.id + again.id));
    }
}

//// Adyen, with the order as its key and without
//// DjoykeAbyah/Snippets Codesnippet_C
public class AdyenController(Adyen.Client client) : ControllerBase
{
    [HttpPost("api/payments")]
    public async Task<IActionResult> Payments(string reference)
    {
        var checkout = new Adyen.Service.Checkout.PaymentsService(client);
        var request = new Adyen.Model.Checkout.PaymentRequest { Amount = new Adyen.Model.Checkout.Amount("EUR", 1000L), Reference = reference };
        var options = new Adyen.Model.RequestOptions { IdempotencyKey = reference };
        var first = await checkout.PaymentsAsync(request, options);
        var second = checkout.Payments(request); //! IDEM304
        return Ok(first.PspReference + second.PspReference);
    }
}

//// Adyen: details of a payment are sent on
//// adyen-examples/adyen-dotnet-online-payments src/subscription-example/readme.md
public class DetailsController(Adyen.Service.Checkout.IPaymentsService payments) : ControllerBase
{
    [HttpPost("api/submitAdditionalDetails")]
    public async Task<IActionResult> Submit(string data) => Ok(await payments.PaymentsDetailsAsync(new Adyen.Model.Checkout.PaymentDetailsRequest { PaymentData = data }));
}

//// Adyen: a capture in a job
//// Adyen/adyen-dotnet-api-library README.md
public class Delivery { public int Id { get; set; } public string PspReference { get; set; } = ""; public long Amount { get; set; } }
public class DeliveryDb : DbContext { public DbSet<Delivery> Deliveries => Set<Delivery>(); }
public class CaptureJob(DeliveryDb db, Adyen.Service.Checkout.IModificationsService modifications) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        foreach (var delivery in await db.Deliveries.ToListAsync(context.CancellationToken))
        {
            var capture = new Adyen.Model.Checkout.PaymentCaptureRequest { Amount = new Adyen.Model.Checkout.Amount("EUR", delivery.Amount) };
            await modifications.CaptureAuthorisedPaymentAsync(delivery.PspReference, capture); //! IDEM304
        }
    }
}

//// Square wants a key and gets a new one each time
//// square/square-dotnet-sdk doc/api/payments.md
public class ProcessPaymentModel(Square.ISquareClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    public async Task<IActionResult> OnPostAsync(string nonce)
    {
        var uuid = Guid.NewGuid().ToString();
        var body = new Square.Models.CreatePaymentRequest(nonce, uuid, new Square.Models.Money(100, "USD")); //! IDEM203
        await client.PaymentsApi.CreatePaymentAsync(body);
        return RedirectToPage("Done");
    }
}

//// Square with the order's number
//// square/connect-csharp-sdk docs/PaymentsApi.md
public class ProcessPaymentModel(Square.ISquareClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    public async Task<IActionResult> OnPostAsync(string nonce, string orderNumber)
    {
        var body = new Square.Models.CreatePaymentRequest.Builder(nonce, $"order-{orderNumber}", new Square.Models.Money(100, "USD")).Note("web").Build();
        await client.PaymentsApi.CreatePaymentAsync(body);
        return RedirectToPage("Done");
    }
}

//// Square refunds in a function, with a key of the day and of the moment
//// square/square-dotnet-sdk doc/api/payments.md
public class RefundFunction(Square.ISquareClient client)
{
    [Microsoft.Azure.Functions.Worker.Function("refund")]
    public async Task Run([Microsoft.Azure.Functions.Worker.QueueTrigger("refunds")] string paymentId)
    {
        var money = new Square.Models.Money(100, "USD");
        await client.RefundsApi.RefundPaymentAsync(new Square.Models.RefundPaymentRequest("refund-" + paymentId, money, paymentId));
        await client.RefundsApi.RefundPaymentAsync(new Square.Models.RefundPaymentRequest($"{paymentId}-{DateTime.UtcNow.Ticks}", money, paymentId)); //! IDEM203
    }
}

//// Mollie: a payment for an order
//// janssenr/MollieApi.Net README.md
public class PayController(Mollie.Api.Client.Abstract.IPaymentClient payments) : Controller
{
    [HttpPost("pay")]
    public async Task<IActionResult> Pay(string orderId, string amount)
    {
        var request = new Mollie.Api.Models.Payment.Request.PaymentRequest { Amount = amount, Description = "Order " + orderId, RedirectUrl = "https://shop/orders", Metadata = orderId };
        var payment = await payments.CreatePaymentAsync(request); //! IDEM304
        return Ok(payment.Id);
    }
}

//// Mollie: the key is set for what follows
//// janssenr/MollieApi.Net README.md
public class PayController(Mollie.Api.Client.Abstract.IPaymentClient payments) : Controller
{
    [HttpPost("pay")]
    public async Task<IActionResult> Pay(string orderId, string amount)
    {
        var request = new Mollie.Api.Models.Payment.Request.PaymentRequest { Amount = amount, Description = "Order " + orderId };
        using (payments.WithIdempotencyKey("order-" + orderId))
        {
            var payment = await payments.CreatePaymentAsync(request);
            return Ok(payment.Id);
        }
    }
}

//// Mollie's webhook asks for the state and stores it
//// janssenr/MollieApi.Net README.md
public class ShopOrder { public int Id { get; set; } public string PaymentId { get; set; } = ""; public string Status { get; set; } = ""; }
public class ShopDb : DbContext { public DbSet<ShopOrder> Orders => Set<ShopOrder>(); }
public class MollieWebhookController(Mollie.Api.Client.Abstract.IPaymentClient payments, ShopDb db) : Controller
{
    [HttpPost("webhook")]
    public async Task<IActionResult> Receive(string id)
    {
        var payment = await payments.GetPaymentAsync(id);
        var order = await db.Orders.FirstOrDefaultAsync(o => o.PaymentId == id);
        if (order is null)
        {
            return NotFound();
        }

        order.Status = payment.Status;
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// Braintree's sale on a form
//// cbjoseph/ASPDotNetExamples V3Dropin/Default.aspx.cs
public class CheckoutsController : Controller
{
    private readonly Braintree.BraintreeGateway _gateway = new();

    [HttpPost]
    public IActionResult Create(decimal amount, string nonce)
    {
        var request = new Braintree.TransactionRequest
        {
            Amount = amount,
            PaymentMethodNonce = nonce,
            Options = new Braintree.TransactionOptionsRequest { SubmitForSettlement = true },
        };
        var result = _gateway.Transaction.Sale(request); //! IDEM304
        return View(result);
    }
}

//// Braintree: what is settled and found is settled and found once more
//// braintree/braintree_dotnet README.md
public class SettleJob(Braintree.IBraintreeGateway gateway) : Quartz.IJob
{
    public Task Execute(Quartz.IJobExecutionContext context)
    {
        var found = gateway.Transaction.Find("t1");
        gateway.Transaction.SubmitForSettlement("t1");
        Console.WriteLine(found);
        gateway.Transaction.Refund("t1", 10m); //! IDEM304
        return Task.CompletedTask;
    }
}
