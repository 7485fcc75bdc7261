using System.Diagnostics;
using System.Text.Json;

namespace ActorProxy.Bench.Compare.Cluster;

/// <summary>Where the copies of one shadow ended, over the whole cluster.</summary>
/// <param name="Offered">Requests that matched a group with the shadow.</param>
/// <param name="UnderWay">Copies without an outcome.</param>
/// <param name="Outcomes">Copies by outcome.</param>
internal sealed record CopyAccount(long Offered, long UnderWay, IReadOnlyDictionary<string, long> Outcomes)
{
    /// <summary>Nothing yet.</summary>
    public static CopyAccount Empty { get; } = new(0, 0, new Dictionary<string, long>());

    /// <summary>Whether every offer has its one outcome.</summary>
    public bool IsClosed => UnderWay == 0 && Offered == Outcomes.Values.Sum();

    /// <summary>Copies that the shadow answered.</summary>
    public long Answered => Outcomes.GetValueOrDefault("answered");

    public static CopyAccount operator -(CopyAccount a, CopyAccount b) => new(
        a.Offered - b.Offered, a.UnderWay, a.Outcomes.ToDictionary(o => o.Key, o => o.Value - b.Outcomes.GetValueOrDefault(o.Key)));
}

/// <summary>Reads accounts from a node's admin API.</summary>
internal sealed class CopyAccounts(string adminUrl)
{
    /// <summary>The account of a shadow as of now.</summary>
    public async Task<CopyAccount> ReadAsync(string shadow, CancellationToken stop)
    {
        using var metrics = await GetAsync(adminUrl + "api/metrics", stop).ConfigureAwait(false);
        foreach (var entry in metrics.RootElement.GetProperty("cluster").GetProperty("shadows").EnumerateArray())
        {
            if (entry.GetProperty("name").GetString() != shadow) continue;
            return new CopyAccount(
                entry.GetProperty("offered").GetInt64(),
                entry.GetProperty("under_way").GetInt64(),
                entry.GetProperty("outcomes").EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetInt64()));
        }

        return CopyAccount.Empty;
    }

    /// <summary>Waits until every offer so far has its outcome and the numbers stand still.</summary>
    /// <returns>The account then; when it never closed, as it was at last.</returns>
    public async Task<CopyAccount> SettledAsync(string shadow, TimeSpan limit, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var before = await ReadAsync(shadow, stop).ConfigureAwait(false);
        while (true)
        {
            // Other nodes' counters arrive once a second.
            await Task.Delay(TimeSpan.FromSeconds(1.2), stop).ConfigureAwait(false);
            var now = await ReadAsync(shadow, stop).ConfigureAwait(false);
            if ((now.IsClosed && now.Offered == before.Offered) || Stopwatch.GetElapsedTime(started) > limit) return now;
            before = now;
        }
    }

    /// <summary>Members that a node sees as up.</summary>
    public static async Task<int> MembersUpAsync(string admin, CancellationToken stop)
    {
        using var cluster = await GetAsync(admin + "api/cluster", stop).ConfigureAwait(false);
        return cluster.RootElement.GetProperty("members").EnumerateArray()
            .Count(m => string.Equals(m.GetProperty("status").GetString(), "up", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<JsonDocument> GetAsync(string url, CancellationToken stop) =>
        await JsonDocument.ParseAsync(await LocalHttp.Client.GetStreamAsync(url, stop).ConfigureAwait(false), cancellationToken: stop).ConfigureAwait(false);
}
