// The public shape of ASP.NET Core and of what is built on it, as far as the fixtures use it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.AspNetCore.Mvc.Routing
{
    public abstract class HttpMethodAttribute : Attribute
    {
        protected HttpMethodAttribute(string? template = null) => Template = template;
        public string? Template { get; }
    }
}

namespace Microsoft.AspNetCore.Mvc
{
    public class HttpPostAttribute : Routing.HttpMethodAttribute { public HttpPostAttribute() { } public HttpPostAttribute(string template) : base(template) { } }
    public class HttpPatchAttribute : Routing.HttpMethodAttribute { public HttpPatchAttribute() { } public HttpPatchAttribute(string template) : base(template) { } }
    public class HttpPutAttribute : Routing.HttpMethodAttribute { public HttpPutAttribute() { } public HttpPutAttribute(string template) : base(template) { } }
    public class HttpGetAttribute : Routing.HttpMethodAttribute { public HttpGetAttribute() { } public HttpGetAttribute(string template) : base(template) { } }
    public class HttpDeleteAttribute : Routing.HttpMethodAttribute { public HttpDeleteAttribute() { } public HttpDeleteAttribute(string template) : base(template) { } }
    public class RouteAttribute : Attribute { public RouteAttribute(string template) => Template = template; public string Template { get; } }
    public class ApiControllerAttribute : Attribute { }
    public class FromBodyAttribute : Attribute { }
    public class FromServicesAttribute : Attribute { }
    public interface IActionResult { }
    public class ActionResult : IActionResult { }
    public class ActionResult<T> { public static implicit operator ActionResult<T>(T value) => new(); public static implicit operator ActionResult<T>(ActionResult result) => new(); }
    public abstract class ControllerBase
    {
        public Http.HttpContext HttpContext => null!;
        public Http.HttpRequest Request => null!;
        public ActionResult Ok() => new();
        public ActionResult Ok(object? value) => new();
        public ActionResult NotFound() => new();
        public ActionResult BadRequest() => new();
        public ActionResult BadRequest(object? error) => new();
        public ActionResult Conflict() => new();
        public ActionResult NoContent() => new();
        public ActionResult Accepted() => new();
        public ActionResult CreatedAtAction(string action, object? routeValues, object? value) => new();
    }
    public abstract class Controller : ControllerBase
    {
        public ActionResult View(object? model = null) => new();
        public ActionResult RedirectToAction(string action) => new();
    }
}

namespace Microsoft.AspNetCore.Mvc.RazorPages
{
    public abstract class PageModel
    {
        public IActionResult Page() => null!;
        public IActionResult RedirectToPage(string page) => null!;
    }
}

namespace Microsoft.AspNetCore.Http
{
    public interface IHeaderDictionary { string this[string name] { get; set; } }
    public abstract class HttpRequest { public IHeaderDictionary Headers => null!; public System.IO.Stream Body => null!; }
    public abstract class HttpContext { public HttpRequest Request => null!; public CancellationToken RequestAborted => default; }
    public interface IResult { }
    public static class Results
    {
        public static IResult Ok(object? value = null) => null!;
        public static IResult Created(string uri, object? value) => null!;
        public static IResult NotFound() => null!;
        public static IResult Conflict() => null!;
    }
}

namespace Microsoft.AspNetCore.Routing { public interface IEndpointRouteBuilder { } public interface IEndpointConventionBuilder { } }

namespace Microsoft.AspNetCore.Builder
{
    using Microsoft.AspNetCore.Routing;

    public sealed class WebApplication : IEndpointRouteBuilder { }
    public sealed class RouteHandlerBuilder : IEndpointConventionBuilder { }
    public static class EndpointRouteBuilderExtensions
    {
        public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => new();
        public static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => new();
        public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => new();
        public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => new();
    }
}

namespace Microsoft.AspNetCore.SignalR
{
    public abstract class Hub { }
    public interface IClientProxy { Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default); }
    public static class ClientProxyExtensions { public static Task SendAsync(this IClientProxy clientProxy, string method, object? arg1, CancellationToken cancellationToken = default) => null!; }
    public interface IHubClients { IClientProxy All { get; } IClientProxy Group(string groupName); }
    public interface IHubContext<THub> where THub : Hub { IHubClients Clients { get; } }
}

namespace Microsoft.AspNetCore.Identity.UI.Services { public interface IEmailSender { Task SendEmailAsync(string email, string subject, string htmlMessage); } }

namespace Microsoft.Extensions.Logging
{
    public interface ILogger { }
    public interface ILogger<out T> : ILogger { }
    public static class LoggerExtensions
    {
        public static void LogInformation(this ILogger logger, string? message, params object?[] args) { }
        public static void LogError(this ILogger logger, Exception? exception, string? message, params object?[] args) { }
    }
}

namespace Microsoft.Extensions.Hosting
{
    public interface IHostedService { Task StartAsync(CancellationToken cancellationToken); Task StopAsync(CancellationToken cancellationToken); }
    public abstract class BackgroundService { protected abstract Task ExecuteAsync(CancellationToken stoppingToken); }
}

namespace Microsoft.Extensions.Caching.Distributed
{
    public interface IDistributedCache { byte[]? Get(string key); Task<byte[]?> GetAsync(string key, CancellationToken token = default); Task SetAsync(string key, byte[] value, CancellationToken token = default); }
    public static class DistributedCacheExtensions { public static Task<string?> GetStringAsync(this IDistributedCache cache, string key, CancellationToken token = default) => null!; public static Task SetStringAsync(this IDistributedCache cache, string key, string value, CancellationToken token = default) => null!; }
}

namespace FastEndpoints
{
    public abstract class BaseEndpoint { public virtual void Configure() { } protected void Post(params string[] routes) { } protected void Get(params string[] routes) { } protected void Patch(params string[] routes) { } }
    public abstract class Endpoint<TRequest> : BaseEndpoint { public virtual Task HandleAsync(TRequest req, CancellationToken ct) => Task.CompletedTask; }
    public abstract class Endpoint<TRequest, TResponse> : BaseEndpoint { public virtual Task HandleAsync(TRequest req, CancellationToken ct) => Task.CompletedTask; protected Task SendAsync(TResponse response, int statusCode = 200, CancellationToken cancellation = default) => Task.CompletedTask; }
}
