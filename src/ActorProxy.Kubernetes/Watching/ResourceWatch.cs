using System.Text.Json;
using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Mappings.Findings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>
/// Keeps an <see cref="ObjectCache"/> in step with the API server: lists, then watches from the list's position; resumes where a watch broke, and
/// lists again only when the server no longer holds that position (410 Gone).
/// </summary>
internal sealed class ResourceWatch(
    ApiConnection api, WatchTarget target, ObjectCache cache, KubernetesOptions options, ILogger log, TimeProvider time)
{
    private readonly Backoff _backoff = new(options.FirstWait, options.LongestWait);
    private string _version = target.Versions[0];
    private string? _position;

    /// <summary>Runs until cancelled, whatever the server does.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListIfNeededAsync(cancellation).ConfigureAwait(false);
                await WatchAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfTheApi(e) && !cancellation.IsCancellationRequested)
            {
                await RecoverAsync(e, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Asked to stop.
            }
        }
    }

    // A time limit of our own shows as a cancellation.
    private static bool IsOfTheApi(Exception e) => e is ApiRefusedException or HttpRequestException or IOException or UnauthorizedAccessException
        or JsonException or OperationCanceledException;

    private async Task RecoverAsync(Exception failure, CancellationToken cancellation)
    {
        var refusal = failure as ApiRefusedException;
        if (refusal is { IsExpired: true })
        {
            log.LogInformation("{Target}: the server no longer holds the position {Position}; listing again", target, _position);
            _position = null;
        }
        else
        {
            Report(refusal, failure is OperationCanceledException ? "the API server does not answer" : failure.GetBaseException().Message);
        }

        var wait = _backoff.Next();
        if (refusal?.RetryAfter is { } asked && asked > wait)
            wait = asked < options.LongestWait ? asked : options.LongestWait;
        await WaitAsync(refusal is { IsUnknown: true } ? options.LongestWait : wait, cancellation).ConfigureAwait(false);
    }

    private void Report(ApiRefusedException? refusal, string reason)
    {
        if (refusal is { IsUnknown: true })
        {
            // A cluster without the Gateway API, for example, is a cluster without HTTPRoutes.
            _position = null;
            cache.Problem = new Finding(
                Severity.Notice, FindingCodes.KubernetesKindMissing, "", $"the API server has no {target.Kind}: its definition is not installed", Source);
            cache.CompleteWithoutAny();
            return;
        }

        log.LogWarning("{Target}: {Reason}; what is known stays in force", target, reason);
        cache.Problem = new Finding(
            Severity.Error, FindingCodes.KubernetesUnreadable, "", $"{target} cannot be read, what is known stays in force: {reason}", Source);
    }

    private string Source => $"kubernetes:{target.Kind}";

    private async Task ListIfNeededAsync(CancellationToken cancellation)
    {
        if (_position is not null)
            return;

        foreach (var version in target.Versions)
        {
            try
            {
                _version = version;
                _position = await ListAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (ApiRefusedException e) when (e.IsUnknown && version != target.Versions[^1])
            {
                // Perhaps an older version is served.
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellation)
    {
        var objects = new List<WatchedObject>();
        string? next = null;
        string position;
        do
        {
            using var page = await api.GetAsync(target.ListPath(_version, options.PageSize, next), cancellation).ConfigureAwait(false);
            var list = page.RootElement;
            if (!list.TryGetProperty("items", out var items) || !list.TryGetProperty("metadata", out var metadata))
                throw new JsonException("the list has no items or no metadata");
            if (items.ValueKind == JsonValueKind.Array)
                objects.AddRange(items.EnumerateArray().Select(WatchedObject.From).OfType<WatchedObject>());
            position = metadata.GetProperty("resourceVersion").GetString() ?? "";
            next = metadata.TryGetProperty("continue", out var more) && more.GetString() is { Length: > 0 } token ? token : null;
        }
        while (next is not null);

        cache.Replace(objects);
        log.LogInformation("{Target} ({Version}): {Count} listed at position {Position}", target, _version, objects.Count, position);
        return position;
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.WatchTime + options.Grace);
        var started = time.GetTimestamp();
        using var answer = await api.OpenAsync(target.WatchPath(_version, _position!, options.WatchTime), limit.Token).ConfigureAwait(false);
        cache.Problem = null;
        if (!await FollowAsync(answer, limit.Token).ConfigureAwait(false))
            cancellation.ThrowIfCancellationRequested();

        // The server ends a watch when its time is over. One that ends at once, again and again, must not become a busy loop.
        if (time.GetElapsedTime(started) < options.FirstWait)
            await WaitAsync(_backoff.Next(), cancellation).ConfigureAwait(false);
        else
            _backoff.Reset();
    }

    /// <summary>Takes in what comes until the watch ends.</summary>
    /// <returns>Whether it ended in order; connections break and die, which is no failure of the server's as long as there is a next one.</returns>
    private async Task<bool> FollowAsync(HttpResponseMessage answer, CancellationToken limit)
    {
        try
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit).ConfigureAwait(false));
            while (await lines.ReadLineAsync(limit).ConfigureAwait(false) is { } text)
            {
                if (text.Length > 0)
                    Take(WatchLine.Parse(text));
            }

            return true;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException or OperationCanceledException)
        {
            log.LogInformation("{Target}: the watch broke at position {Position}: {Reason}", target, _position, e.GetBaseException().Message);
            return false;
        }
    }

    private void Take(WatchLine line)
    {
        // At or before the position: seen already. A server may send it again after a reconnect, above all another server than before.
        if (line.Position.Length > 0 && !WatchedObject.IsAfter(line.Position, _position!))
            return;

        _backoff.Reset();
        cache.Apply(line);
        if (line.Position.Length > 0)
            _position = line.Position;
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop; the loop sees it.
        }
    }
}
