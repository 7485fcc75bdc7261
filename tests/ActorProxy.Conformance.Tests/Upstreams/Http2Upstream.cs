using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorProxy.Testing.Http;
using ActorProxy.Conformance.Tests.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reply = ActorProxy.Conformance.Tests.Model.Reply;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>A service that speaks HTTP/2 only, as gRPC services do, with prior knowledge or over TLS.</summary>
internal sealed class Http2Upstream : IAsyncDisposable
{
    // RFC 9113, 7.
    private const int InternalError = 2;
    private const int RefusedStream = 7;

    private readonly string _name;
    private readonly Script _script;
    private readonly WebApplication _server;

    private Http2Upstream(string name, Script script, X509Certificate2? certificate)
    {
        (_name, _script) = (name, script);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            listener.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
                listener.UseHttps(certificate);
        }));
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint => new Uri(_server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Authority;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<Http2Upstream> StartAsync(string name, Script script, X509Certificate2? certificate = null)
    {
        var upstream = new Http2Upstream(name, script, certificate);
        await upstream._server.StartAsync();
        return upstream;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = request.Headers.SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value ?? "")));
        var recorded = new RecordedRequest($"{request.Method} {target} {request.Protocol}", [.. headers], body.ToArray(), IsChunked: false, Connection: 0);
        var serverName = context.Features.Get<ISslStreamFeature>()?.SslStream.TargetHostName;
        var reply = _script.Received(_name, recorded, "2", serverName);
        try
        {
            await ReplyAsync(context, reply);
        }
        finally
        {
            _script.Ended(_name, recorded);
        }
    }

    private async Task ReplyAsync(HttpContext context, Reply reply)
    {
        if (reply.Delay != TimeSpan.Zero)
        {
            using var due = new PeriodicTimer(reply.Delay);
            await due.WaitForNextTickAsync(context.RequestAborted);
        }

        if (reply.IsReset || reply.IsRefused)
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(reply.IsRefused ? RefusedStream : InternalError);
            return;
        }

        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers.Append(name, value);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(reply.Body ?? _name));
        foreach (var (name, value) in reply.Trailers)
            context.Response.AppendTrailer(name, value);
    }
}
