using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>Stands between a client and the server: notes every request, and answers some in the server's place.</summary>
public sealed class ScriptedHandler : HttpClientFactory
{
    private readonly Lock _gate = new();
    private readonly List<(string Operation, string Body)> _requests = [];
    private int _underWay;
    private readonly List<(string Operation, HttpStatusCode Status, string Answer)> _script = [];

    /// <summary>What was asked, retries included.</summary>
    public IReadOnlyList<(string Operation, string Body)> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests were under way at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public int CountOf(string operation) => Requests.Count(r => r.Operation == operation);

    /// <summary>The next request of an operation is answered so, and does not reach the server.</summary>
    public void Answer(string operation, string answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        lock (_gate)
        {
            _script.Add((operation, status, answer));
        }
    }

    /// <summary>The next request of an operation fails so, and does not reach the server.</summary>
    public void Fail(string operation, string code, string rest = "") =>
        Answer(operation, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"As the script says."{{rest}}}""", HttpStatusCode.BadRequest);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this) { InnerHandler = new SocketsHttpHandler() });

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private void Begin()
    {
        lock (_gate)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _underWay--;
        }
    }

    private HttpResponseMessage? Take(string operation, string body)
    {
        lock (_gate)
        {
            _requests.Add((operation, body));
            var i = _script.FindIndex(s => s.Operation == operation);
            if (i < 0)
            {
                return null;
            }

            var (_, status, answer) = _script[i];
            _script.RemoveAt(i);
            return new(status) { Content = new StringContent(answer, Encoding.UTF8, "application/x-amz-json-1.0") };
        }
    }

    private sealed class Handler(ScriptedHandler script) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[^1];
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            script.Begin();
            try
            {
                return script.Take(operation, body) ?? await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                script.End();
            }
        }
    }
}
