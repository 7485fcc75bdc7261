using System.Diagnostics;
using ActorProxy.Edge.Answers;
using ActorProxy.Edge.Routes;
using ActorProxy.Edge.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Forwarding;

/// <summary>The edge's one request delegate: route, forward, record.</summary>
internal sealed class RequestHandler(EdgeTables tables, IHttpForwarder forwarder, EdgeOptions options)
{
    private readonly bool _isWatched = options.Tracing != RequestTracing.None || options.Logs.Access is not null;
    private readonly DefaultObjectPool<Exchange> _exchanges = new(new DefaultPooledObjectPolicy<Exchange>(), maximumRetained: 1024);

    private volatile bool _isEnding;

    /// <summary>From now on asks clients to take their next requests elsewhere.</summary>
    public void AnnounceEnd() => _isEnding = true;

    public Task HandleAsync(HttpContext context)
    {
        var arrival = Stopwatch.GetTimestamp();
        var request = context.Request;
        if (_isEnding)
            context.Response.OnStarting(CloseAfterwards, context);
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestTarget.TryParse(raw, out var target))
            return LocalReply.NotFound.WriteAsync(context);
        if (!Sendable.IsCoding(request.Headers.TransferEncoding))
            return LocalReply.UnknownCoding.WriteAsync(context);

        var head = new KestrelRequestHead(request, target);
        EdgeGroup group;
        EdgeProduction production;
        do
        {
            var table = tables.Current;
            if (!table.Routes.TryMatch(head, out var match))
                return LocalReply.NotFound.WriteAsync(context);

            group = table.Groups[match.Group.Index];
            if (OwnAnswers.TryAnswer(context, group, match.Production, target))
                return Task.CompletedTask;
            production = group.Find(match.Production);

            // A client that was closed since belongs to a table that is no longer in force.
        }
        while (!production.Client.TryEnter());

        var host = production.Route.HostRewrite
            ?? (request.Headers.Host.Count == 0 ? production.Route.Service.Authority : request.Headers.Host.ToString());
        if (!Sendable.IsMethod(request.Method) || (production.Route.Service.Http2 && !Sendable.IsAuthority(host)))
        {
            production.Client.Leave();
            return LocalReply.BadRequest.WriteAsync(context);
        }

        if (_isWatched && context.Features.Get<RequestFacts>() is { } facts)
            facts.Mapping = production.Route.Name;
        var exchange = _exchanges.Get();
        exchange.Begin(context, production, head, host, arrival);
        return ForwardAsync(context, exchange, group, production);
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange, EdgeGroup group, EdgeProduction production)
    {
        try
        {
            if (Upgrade.IsRefused(context, group.Route))
            {
                await LocalReply.UpgradeRefused.WriteAsync(context);
                return;
            }

            var error = await SendAsync(context, exchange, production);
            if (error != ForwarderError.None)
                await ConcludeAsync(context, exchange, production, error);
            await exchange.FinishRecordingAsync(context, options.RecordingGrace);
        }
        finally
        {
            exchange.End();
            _exchanges.Return(exchange);
            production.Client.Leave();
        }
    }

    private ValueTask<ForwarderError> SendAsync(HttpContext context, Exchange exchange, EdgeProduction production)
    {
        var invoker = exchange.Invoker;
        if (!invoker.TryPick())
            return FailAsync(context, exchange, LocalReply.NoEndpoint);
        if (!invoker.TryCount())
            return FailAsync(context, exchange, LocalReply.Overflow);
        return forwarder.SendAsync(context, invoker.Endpoint!.BaseAddress, invoker, production.Config, exchange, exchange.DeadlineToken);
    }

    // In HTTP/2 the server itself says so (GOAWAY), once it stops.
    private static Task CloseAfterwards(object state)
    {
        var context = (HttpContext)state;
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols)
            context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static async ValueTask<ForwarderError> FailAsync(HttpContext context, Exchange exchange, LocalReply reply)
    {
        await exchange.FailAsync(context, reply);
        return ForwarderError.None;
    }

    private async ValueTask ConcludeAsync(HttpContext context, Exchange exchange, EdgeProduction production, ForwarderError error)
    {
        if (!exchange.IsAnswered && exchange.IsRepeatable && !exchange.IsLate && ProductionFailure.IsStaleConnection(context))
        {
            // Production may close a kept connection just when a request goes out on it.
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            error = await SendAsync(context, exchange, production);
            if (error == ForwarderError.None)
                return;
        }

        if (exchange.IsAnswered)
        {
            // Past the head the forwarder has ended the client's connection, unless nothing was sent yet.
            if (error == ForwarderError.ResponseBodyDestination)
                await LocalReply.Reset.WriteAsync(context);
        }
        else if (context.RequestAborted.IsCancellationRequested && !exchange.IsLate)
        {
            exchange.ClientFailed(context, StatusCodes.Status499ClientClosedRequest);
        }
        else if (error == ForwarderError.RequestBodyClient)
        {
            exchange.ClientFailed(context, context.Response.StatusCode);
        }
        else
        {
            await exchange.FailAsync(context, ProductionFailure.Classify(context, exchange.IsLate));
        }
    }
}
