using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>A watch that a client holds open.</summary>
internal sealed class OpenWatch(HttpContext context, string plural) : IDisposable
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);

    public string Plural => plural;

    public void Dispose() => _writing.Dispose();

    public Task SendAsync(string type, JsonObject body) =>
        SendRawAsync(new JsonObject { ["type"] = type, ["object"] = body.DeepClone() }.ToJsonString() + "\n");

    /// <summary>Sends text as it is: garbage, or half a line.</summary>
    public async Task SendRawAsync(string text)
    {
        await _writing.WaitAsync();
        try
        {
            await context.Response.WriteAsync(text);
            await context.Response.Body.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Breaks the connection.</summary>
    public void Break()
    {
        context.Abort();
        _over.TrySetResult();
    }

    /// <summary>Ends the watch as the server does when its time is over.</summary>
    public void End() => _over.TrySetResult();

    /// <summary>Sends what happened after a position until the watch ends.</summary>
    public async Task RunAsync(ApiStore store, long position, string? space, Action caughtUp, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.RequestAborted);
        var stopped = Task.Delay(Timeout.Infinite, stop.Token);
        var isNew = true;
        while (!_over.Task.IsCompleted && !stop.IsCancellationRequested)
        {
            var (events, more) = store.After(position, plural, space);
            foreach (var each in events)
            {
                await SendAsync(each.Type, each.Object);
                position = each.Position;
            }

            if (isNew)
                caughtUp();
            isNew = false;
            await Task.WhenAny(more, _over.Task, stopped);
        }
    }
}
